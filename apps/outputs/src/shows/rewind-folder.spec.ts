import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { TimelineJournal } from '#packager';
import { RewindFolder } from './rewind-folder.js';

const SEGMENT = {
  msn: 1,
  uri: 'session/video-360-1.m4s',
  mapUri: 'session/video-360-init.mp4',
  startSeconds: 0,
  endSeconds: 2,
  programDateTimeMs: 5,
  discontinuity: false,
  gap: false,
  sizeBytes: 3,
};
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rewind-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('what the front keeps of a show is read, and its journal is left as it is', async () => {
  const path = join(root, 'show_1', 'timeline.jsonl');
  const { journal } = await TimelineJournal.open(path, silentLog);
  journal.append({ fact: 'begun', anchorWallMs: 0 });
  journal.append({ fact: 'segment', renditionId: 'video-360', segment: SEGMENT });
  await journal.flushed();
  // The front is in the middle of a line.
  await appendFile(path, '{"fact":"segm');
  const written = await readFile(path, 'utf8');
  await mkdir(join(root, 'show_1', 'media', 'session'), { recursive: true });
  await writeFile(join(root, 'show_1', 'media', SEGMENT.uri), 'abc');
  const folder = new RewindFolder(root);
  expect(await folder.list('show_1')).toEqual([{ renditionId: 'video-360', segment: SEGMENT }]);
  expect(String(await folder.read('show_1', SEGMENT.uri))).toBe('abc');
  expect(await readFile(path, 'utf8')).toBe(written);
});

test('a show of which nothing is kept has nothing', async () => {
  const folder = new RewindFolder(root);
  expect(await folder.list('show_2')).toEqual([]);
  expect(await folder.read('show_2', SEGMENT.uri)).toBeUndefined();
});
