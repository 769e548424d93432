import { z } from 'zod';

/** The file that new shows begin with, and those before it, which shows of that time still name: the newest first. */
export interface KeptFiles {
  current: string | null;
  earlier: readonly string[];
}

const keptFilesSchema = z.strictObject({ current: z.string().nullable(), earlier: z.array(z.string()) });
const NOTHING: KeptFiles = { current: null, earlier: [] };
/** Shows that are older than so many changes go on without the file. */
const EARLIER = 5;

/** What cannot be read counts as nothing: the owner chooses again. */
export function readKeptFiles(text: string | undefined): KeptFiles {
  if (text === undefined) return NOTHING;
  try {
    return keptFilesSchema.parse(JSON.parse(text));
  } catch {
    return NOTHING;
  }
}

/** `dropped` is named by nothing any more. */
export function replaceKeptFile(
  { current, earlier }: KeptFiles,
  next: string | null,
): { kept: KeptFiles; dropped: readonly string[] } {
  const before = [...(current === null ? [] : [current]), ...earlier];
  return {
    kept: { current: next, earlier: before.slice(0, EARLIER) },
    dropped: before.slice(EARLIER),
  };
}
