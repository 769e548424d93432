import { open, rename, rm } from 'node:fs/promises';

/** Behind the name of a file that is not whole: listings leave it out, and a restart may delete it. */
export const UNFINISHED = '.unfinished';

export const draftOf = (path: string): string => `${path}${UNFINISHED}`;

/** A file has its name once it is whole: `write` fills a draft beside it, which is gone when that fails. */
export async function placeWhole<T>(path: string, write: (draft: string) => Promise<T>): Promise<T> {
  const draft = draftOf(path);
  try {
    const made = await write(draft);
    await rename(draft, path);
    return made;
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

export interface WriteWholeOptions {
  mode?: number;
  /** On the disk before it has its name: the old content or the new is there after a power cut too. */
  isDurable?: boolean;
}

/** The old content or the new one is there, whatever is killed. */
export function writeWhole(
  path: string,
  data: string | Uint8Array,
  { mode, isDurable = false }: WriteWholeOptions = {},
): Promise<void> {
  return placeWhole(path, async (draft) => {
    const file = await open(draft, 'w', mode);
    try {
      await file.writeFile(data);
      if (isDurable) await file.sync();
    } finally {
      await file.close();
    }
  });
}
