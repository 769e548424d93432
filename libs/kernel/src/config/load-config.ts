import type { z } from 'zod';
import { completeConfig, type ProsceniumConfig } from './complete-config.js';
import { ConfigError } from './config-error.js';
import type { ConfigSurroundings } from './config-surroundings.js';
import { FILE_NAME, type GivenValue, givenByEnv, givenByFile } from './given-values.js';
import { configSchema, type GivenConfig } from './schema.js';
import { type Setting, settingsOf } from './setting.js';

/** Variables win over the file, the file over the defaults. */
function parseAll(settings: readonly Setting[], given: Map<string, GivenValue>, faults: string[]) {
  const result: Record<string, unknown> = {};
  for (const { key, schema, expects, env } of settings) {
    const named = given.get(key);
    const parsed = (schema as z.ZodType).safeParse(named?.value);
    if (!parsed.success) faults.push(`${named?.name ?? env} must be ${expects}`);
    const [first = '', second] = key.split('.');
    if (second === undefined) result[first] = parsed.data;
    else result[first] = { ...(result[first] as object | undefined), [second]: parsed.data };
  }
  return result as GivenConfig;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}

/** Reads the whole configuration once; throws one error that lists every fault. */
export function loadConfig(surroundings: ConfigSurroundings): ProsceniumConfig {
  const settings = settingsOf(configSchema);
  const path = surroundings.env.PROSCENIUM_CONFIG ?? FILE_NAME;
  const text = surroundings.readFile(path);
  const byFile = givenByFile(settings, text, path);
  const byEnv = givenByEnv(settings, surroundings.env);
  const faults = [...byEnv.faults, ...byFile.faults];
  if (surroundings.env.PROSCENIUM_CONFIG && text === undefined)
    faults.push('PROSCENIUM_CONFIG must name a file');
  const given = parseAll(settings, new Map([...byFile.values, ...byEnv.values]), faults);
  if (faults.length > 0) throw new ConfigError(faults);
  return freeze(completeConfig(given, surroundings));
}
