import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { UNFINISHED, writeWhole } from '#kernel';
import { SUMMARY_NAME } from '../recording/recording-files.js';

const MANIFEST_NAME = 'archive.json';

export const archivedFilesSchema = z.record(
  z.string().max(300),
  z.strictObject({ bytes: z.int(), modifiedMs: z.number() }),
);
const manifestSchema = z.strictObject({
  /** By name within the recording's folder: the file as it was when it was stored. */
  files: archivedFilesSchema,
  /** Digest of the newest catalogue entry that this node wrote or read. */
  noted: z.string().max(100).optional(),
});
export type ArchiveManifest = z.output<typeof manifestSchema>;
export type ArchivedFile = ArchiveManifest['files'][string];

/** What is stored of a recording, kept beside it. Empty where nothing is. */
export async function readManifest(folder: string): Promise<ArchiveManifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST_NAME), 'utf8')));
  } catch {
    return { files: {} };
  }
}

export function writeManifest(folder: string, manifest: ArchiveManifest): Promise<void> {
  return writeWhole(join(folder, MANIFEST_NAME), JSON.stringify(manifest));
}

/** The finished files of a recording; its summary is the last one: with it the recording is whole. */
export async function localFiles(folder: string): Promise<[name: string, file: ArchivedFile][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(UNFINISHED) && entry.name !== MANIFEST_NAME)
      .map(async ({ parentPath, name }): Promise<[string, ArchivedFile][]> => {
        const path = join(parentPath, name);
        const facts = await stat(path).catch(() => undefined);
        if (facts === undefined) return [];
        const modifiedMs = Math.floor(facts.mtimeMs);
        return [[relative(folder, path).split(sep).join('/'), { bytes: facts.size, modifiedMs }]];
      }),
  );
  return found
    .flat()
    .sort(([a], [b]) => Number(a === SUMMARY_NAME) - Number(b === SUMMARY_NAME) || (a < b ? -1 : 1));
}

export const isSameFile = (one: ArchivedFile | undefined, other: ArchivedFile | undefined): boolean =>
  one?.bytes === other?.bytes && one?.modifiedMs === other?.modifiedMs;
