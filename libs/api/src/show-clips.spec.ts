import { beforeEach, expect, test } from '@jest/globals';
import type { ClipWish, Job, RecordingSummary } from '#outputs';
import type { Recordings } from '#show';
import type { Jobs } from './recordings.js';
import { ShowClips } from './show-clips.js';

const BODY = { fromSeconds: 0, toSeconds: 10 };
const HOST = { name: 'Ada', isOurs: true };
const VIEWER = { name: null, isOurs: false };

let jobs: Job[];
let clips: ShowClips;

beforeEach(() => {
  jobs = [];
  const recording = { id: 'rec_1', showId: 'show_1', format: 'main', seconds: 60, trim: null, clips: [] };
  const recordings = { of: async () => [recording] } as unknown as Recordings;
  const queue = {
    list: async () => jobs,
    addClip: async ({ id: recordingId }: RecordingSummary, params: ClipWish) => {
      jobs.push({
        kind: 'clip',
        state: 'waiting',
        recordingId,
        params,
        progress: 0,
        createdAtMs: 0,
      } as never);
    },
  } as unknown as Jobs;
  clips = new ShowClips(recordings, queue);
});

const many = (count: number, by: typeof HOST | typeof VIEWER) =>
  Promise.allSettled(Array.from({ length: count }, () => clips.create('show_1', BODY, by)));
const refused = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((each) => (each.status === 'rejected' ? [each.reason.code as string] : []));

test('viewers who ask at once leave a place in the queue for the people of the show', async () => {
  expect(refused(await many(15, VIEWER))).toEqual(Array.from({ length: 5 }, () => 'clips-busy'));
  expect(await clips.create('show_1', BODY, HOST)).toMatchObject({ state: 'making', byName: 'Ada' });
});

test('viewers make so many and no more, and do not keep a host from making further ones', async () => {
  await many(200, HOST);
  jobs = jobs.map((job) => ({ ...job, state: 'failed' }));
  expect(refused(await many(1, VIEWER))).toEqual(['too-many-clips']);
  expect(refused(await many(1, HOST))).toEqual([]);
});
