import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type RandomBytes, writeWhole } from '#kernel';

/** A name for this node that it keeps for as long as its data folder. */
export async function holderName(path: string, random: RandomBytes): Promise<string> {
  const known = await readFile(path, 'utf8').catch(() => '');
  if (/^[0-9a-f]{24}$/.test(known)) return known;
  const name = Buffer.from(random(12)).toString('hex');
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, name);
  return name;
}
