import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Lifetime, loadConfig, silentLog, systemClock, systemRandom } from '#kernel';
import { RecordingStore, SharedRecordings } from '#outputs';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { FakeFeed } from '../../../../tests/support/outputs/fake-feed.js';
import { FaultyObjects } from '../../../../tests/support/outputs/faulty-objects.js';
import { SharedShows } from './shared-shows.js';

const SHOW = 'show_1';
const SOON_MS = 8_000;
/** In which another node goes on with a recording. */
const GRACE_MS = 60_000;
const ASKED_AGAIN_MS = 30_000;
const LOCAL = { list: async () => [], read: async () => undefined };

let folder: ReturnType<typeof temporaryFolder>;
let objects: FaultyObjects;
let clock: ManualClock;
let recordings: RecordingStore;
let lifetime: Lifetime;
let shared: SharedShows;
let told: string[];
let finished: string[];

beforeEach(async () => {
  folder = temporaryFolder();
  objects = new FaultyObjects(join(folder.path, 'store'));
  clock = new ManualClock(1_700_000_000_000);
  recordings = await RecordingStore.open({
    root: join(folder.path, 'here'),
    clock: systemClock,
    log: silentLog,
  });
  lifetime = new Lifetime();
  [told, finished] = [[], []];
  const config = loadConfig({
    env: { PROSCENIUM_DATA_DIR: folder.path },
    ...{ cores: 2, isTerminal: false, readFile: () => undefined },
  });
  shared = SharedShows.open(lifetime, {
    ...{ config, open: async () => objects, holder: 'here', local: LOCAL, recordings, clock },
    ...{ random: systemRandom, log: silentLog },
    onState: ({ showId, state, waiting }) => told.push(`${showId} ${state} ${waiting}`),
  });
});
afterEach(async () => {
  await lifetime.close('the test is over');
  folder.remove();
});

const judge = (recording: { id: string }) => {
  const known = recordings.find(recording.id);
  if (known === undefined) throw new Error('no such recording');
  shared.judge(known, async () => void finished.push(known.id));
};

test('a recording with which another node has gone on is abandoned here, and no other', async () => {
  const [taken, left] = [await recordings.create(SHOW), await recordings.create('show_2')];
  for (const each of [taken, left]) await shared.notes.note(each, 0);
  await new SharedRecordings({ open: async () => objects, holder: 'another', log: silentLog }).note(taken, 0);
  for (const each of [taken, left]) judge(each);
  const folderOf = recordings.folderOf(taken);
  clock.advance(GRACE_MS - 1);
  expect([finished, existsSync(folderOf)]).toEqual([[], true]);
  clock.advance(1);
  await waitFor('both to be judged', SOON_MS, () => finished.length === 1 && !existsSync(folderOf));
  expect(finished).toEqual([left.id]);
  expect(recordings.find(taken.id)).toBeUndefined();
});

test('while the store does not say who has it, a recording is left as it is, and not for ever', async () => {
  const recording = await recordings.create(SHOW);
  objects.fault = 'refuses';
  judge(recording);
  clock.advance(GRACE_MS);
  const asked = () => objects.asked;
  for (let more = 1; more < 20; more += 1) {
    await waitFor('it to be asked', SOON_MS, () => asked() >= more);
    await new Promise((resolve) => setImmediate(resolve));
    expect(finished).toEqual([]);
    clock.advance(ASKED_AGAIN_MS);
  }
  await waitFor('it to be finished', SOON_MS, () => finished.length === 1);
});

test('a recording whose show is on air here again is not judged', async () => {
  const recording = await recordings.create(SHOW);
  judge(recording);
  shared.keep(SHOW);
  clock.advance(10 * GRACE_MS);
  await new Promise((resolve) => setImmediate(resolve));
  expect(finished).toEqual([]);
});

test.each([
  ['its show is on air here again', () => shared.keep(SHOW)],
  ['this process stops', () => lifetime.close('it stops')],
])('a recording is not judged where %s while the store answers', async (_why, happens) => {
  const recording = await recordings.create(SHOW);
  await new SharedRecordings({ open: async () => objects, holder: 'another', log: silentLog }).note(
    recording,
    0,
  );
  judge(recording);
  clock.advance(GRACE_MS);
  await happens();
  // As long as the answer and what follows from it take.
  for (let looks = 0; looks < 20; looks += 1) await objects.list('live/');
  expect(recordings.find(recording.id)?.id).toBe(recording.id);
});

test('a show that is on air here again while it is being left is shared on', async () => {
  const unshare = shared.follow(new FakeFeed(SHOW));
  const again = new FakeFeed(SHOW);
  const unshareAgain = shared.follow(again);
  await unshare();
  again.publish(1);
  clock.advance(10_000);
  await waitFor('the store to have it', SOON_MS, async () => (await objects.list('live/')).length > 0);
  await unshareAgain();
});

test('a recording of which the store took no note is noted once it takes something', async () => {
  const recording = await recordings.create(SHOW);
  const left = await recordings.create('show_2');
  const unshare = [SHOW, 'show_2'].map((showId) => shared.follow(new FakeFeed(showId)));
  objects.fault = 'refuses';
  for (const each of [recording, left]) await shared.notes.note(each, 3);
  await unshare[1]?.();
  objects.fault = undefined;
  expect(await shared.notes.unfinished(SHOW)).toEqual([]);
  clock.advance(5_000);
  const [noted] = await waitFor('it to be noted', SOON_MS, async () => {
    const all = await shared.notes.unfinished(SHOW);
    return all.length > 0 ? all : undefined;
  });
  expect([noted?.recording.id, noted?.fromSeconds]).toEqual([recording.id, 3]);
  // Another node has it.
  expect(await shared.notes.unfinished('show_2')).toEqual([]);
});

test('packs of a show that another node runs are not judged by what is recorded here', async () => {
  const time = (clock.wallMs() - 7 * 3_600_000).toString(36).padStart(9, '0');
  const now = clock.wallMs().toString(36).padStart(9, '0');
  const never = new AbortController().signal;
  for (const each of [time, now])
    await objects.putBytes(`live/${SHOW}/packs/${each}-000000000000`, Buffer.from('a pack'), never);
  // As a server says that has just started, and does not know yet where the show runs.
  shared.follow(new FakeFeed(SHOW));
  const before = objects.asked;
  clock.advance(120_000);
  await waitFor('it to be reviewed', SOON_MS, () => objects.asked > before);
  // As long as removing something takes.
  for (let looks = 0; looks < 20; looks += 1) await objects.list('live/');
  expect(await objects.list('live/')).toHaveLength(2);
});

test('the server hears how far the store is behind, once for each change', async () => {
  const feed = new FakeFeed(SHOW);
  shared.follow(feed);
  objects.fault = 'full';
  feed.publish(1);
  clock.advance(10_000);
  await waitFor('it to be tried', SOON_MS, () => objects.asked > 0);
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(5_000);
  clock.advance(5_000);
  objects.fault = undefined;
  clock.advance(30_000);
  await waitFor('the store to have it', SOON_MS, async () => (await objects.list('live/')).length > 0);
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(5_000);
  expect(told.slice(-2)).toEqual([`${SHOW} away 2`, `${SHOW} working 0`]);
});
