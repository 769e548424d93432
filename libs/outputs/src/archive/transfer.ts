import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { atMost, placeWhole } from '#kernel';
import { SUMMARY_NAME } from '../recording/recording-files.js';
import {
  type ArchiveManifest,
  isSameFile,
  localFiles,
  readManifest,
  writeManifest,
} from './archive-manifest.js';
import type { ObjectStore } from './object-store.js';

export interface Transfer {
  objects: ObjectStore;
  folder: string;
  /** Before the name of each file, with its slash. */
  prefix: string;
  signal: AbortSignal;
}

/** Sends what is new or has changed, one file after the other, and takes away what is there no more. */
export async function storeFiles(transfer: Transfer): Promise<ArchiveManifest> {
  const { objects, folder, prefix, signal } = transfer;
  const manifest = await readManifest(folder);
  const { files } = manifest;
  const local = await localFiles(folder);
  for (const [name, file] of local) {
    if (isSameFile(files[name], file)) continue;
    await objects.put(prefix + name, join(folder, name), signal);
    files[name] = file;
    await writeManifest(folder, manifest);
  }
  const there = new Set(local.map(([name]) => name));
  for (const name of Object.keys(files).filter((each) => !there.has(each)))
    await dropFile(transfer, manifest, name);
  return manifest;
}

/** Of a recording whose files lie in the archive alone: those that nothing names any more, and the newest summary. */
export async function storeChanges(transfer: Transfer, isDropped: (name: string) => boolean): Promise<void> {
  const { objects, folder, prefix, signal } = transfer;
  const manifest = await readManifest(folder);
  const { files } = manifest;
  for (const name of Object.keys(files).filter(isDropped)) await dropFile(transfer, manifest, name);
  const [, summary] = (await localFiles(folder)).find(([name]) => name === SUMMARY_NAME) ?? [];
  if (summary === undefined || isSameFile(files[SUMMARY_NAME], summary)) return;
  await objects.put(prefix + SUMMARY_NAME, join(folder, SUMMARY_NAME), signal);
  files[SUMMARY_NAME] = summary;
  await writeManifest(folder, manifest);
}

async function dropFile(
  { objects, folder, prefix }: Transfer,
  manifest: ArchiveManifest,
  name: string,
): Promise<void> {
  await objects.remove(prefix + name);
  delete manifest.files[name];
  await writeManifest(folder, manifest);
}

/** Gives the disk back; false where something of it is not stored. */
export async function dropLocal(folder: string): Promise<boolean> {
  const { files } = await readManifest(folder);
  const local = (await localFiles(folder)).filter(([name]) => name !== SUMMARY_NAME);
  if (local.some(([name, file]) => !isSameFile(files[name], file))) return false;
  for (const [name] of local) await rm(join(folder, name), { force: true });
  return true;
}

/** Nothing but the summary is here afterwards, and it counts as stored. `write` writes it. */
export async function adoptFiles(
  folder: string,
  manifest: ArchiveManifest,
  write: () => Promise<void>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  // First: a summary without a manifest would count as one whose files are lost.
  await writeManifest(folder, manifest);
  await write();
  const local = await localFiles(folder);
  for (const [name] of local) if (name !== SUMMARY_NAME) await rm(join(folder, name), { force: true });
  const summary = local.find(([name]) => name === SUMMARY_NAME)?.[1];
  if (summary !== undefined)
    await writeManifest(folder, { ...manifest, files: { ...manifest.files, [SUMMARY_NAME]: summary } });
}

/** Each file has its name once it is whole, and the time that it had. */
export async function fetchFiles({ objects, folder, prefix, signal }: Transfer): Promise<void> {
  const { files } = await readManifest(folder);
  for (const [name, { bytes, modifiedMs }] of Object.entries(files)) {
    const path = join(folder, name);
    if (name === SUMMARY_NAME || (await stat(path).catch(() => undefined))?.size === bytes) continue;
    await mkdir(dirname(path), { recursive: true });
    await placeWhole(path, async (draft) => {
      const source = await objects.read(prefix + name);
      await pipeline(source, atMost(bytes), createWriteStream(draft), { signal });
      if ((await stat(draft)).size !== bytes) throw new Error(`${name} is not whole in the archive`);
      await utimes(draft, modifiedMs / 1_000, modifiedMs / 1_000);
    });
  }
}
