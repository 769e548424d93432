import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from './mutate-json.js';

const folder = join(import.meta.dirname, '..', 'corpus');

/** One input a line, as hexadecimal digits; what follows `#` is said about it. */
export function hexLines(file: string): Buffer[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'hex'));
}

/** Every file of a folder of the corpus. */
export function filesOf(subfolder: string): Buffer[] {
  const path = join(folder, subfolder);
  return readdirSync(path).map((file) => readFileSync(join(path, file)));
}

export function jsonOf<T = Json>(file: string): T {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
}
