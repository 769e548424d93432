import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { ConfigSurroundings } from './config-surroundings.js';

/** The only place that reads the environment. */
export function systemSurroundings(): ConfigSurroundings {
  return {
    env: process.env,
    cores: availableParallelism(),
    isTerminal: process.stdout.isTTY === true,
    readFile(path) {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
