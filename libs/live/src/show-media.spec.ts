import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { Show } from '#show';
import { temporaryFolder } from '../../../tests/support/kernel/temporary-folder.js';
import { ShowMedia } from './show-media.js';

let folder: ReturnType<typeof temporaryFolder>;
let media: ShowMedia;

beforeEach(async () => {
  folder = temporaryFolder();
  const store = { find: async (id: string) => (id === 'show_kept' ? ({ id } as Show) : undefined) };
  media = new ShowMedia({ folder: folder.path, store, log: silentLog });
  for (const id of ['show_kept', 'show_gone']) {
    await mkdir(join(media.folderOf(id), 'media'), { recursive: true });
    await writeFile(join(media.folderOf(id), 'media', 'seg1.m4s'), 'bytes');
  }
});

afterEach(() => folder.remove());

test('the media of a deleted show are deleted, and nothing else', async () => {
  await media.remove('show_gone');
  await media.remove('..');
  expect(await readdir(folder.path)).toEqual(['show_kept']);
});

test('what an ended process left of deleted shows is found when the next one starts', async () => {
  expect(await media.removeOrphans()).toEqual(['show_gone']);
  expect(await readdir(folder.path)).toEqual(['show_kept']);
});
