import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { faketimeLibrary } from '../../support/processes/faketime-library.js';
import type { Fault } from '../fault.js';

let offsetFile = '';

export const fault: Fault = {
  name: 'clock-stepped',
  title: "The server's wall clock steps an hour ahead, and back after 10 s",
  prepare: async () => {
    const folder = temporaryFolder();
    offsetFile = join(folder.path, 'offset');
    writeFileSync(offsetFile, '+0');
    return {
      options: {
        server: {
          env: {
            LD_PRELOAD: faketimeLibrary(),
            FAKETIME_TIMESTAMP_FILE: offsetFile,
            FAKETIME_NO_CACHE: '1',
            // Timers run on the monotonic clock, which no administrator can set.
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
          },
        },
      },
      undo: async () => folder.remove(),
    };
  },
  strike: async ({ hold }) => {
    writeFileSync(offsetFile, '+3600');
    await hold(10_000);
    writeFileSync(offsetFile, '+0');
  },
};
