import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^tracks-(\d{4,})\.log$/;

export const trackLogName = (number: number): string => `tracks-${String(number).padStart(4, '0')}.log`;

/** Names of the track logs of a recording, in the order in which they were written. */
export async function trackLogsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => NAME.test(name)).sort();
}

/** What they take together. */
export async function trackLogBytes(folder: string): Promise<number> {
  const names = await trackLogsIn(folder);
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size)));
  return sizes.reduce((sum, size) => sum + size, 0);
}
