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
  shared = await SharedShows.open(lifetime, {
    ...{ config, open: async () => objects, local: LOCAL, recordings, clock },
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
