import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeWhole } from './write-whole.js';

/** Writes a file, whole or not at all, that this user alone can read; so is the folder where it is made for the file. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeWhole(path, text, { mode: 0o600 });
}
