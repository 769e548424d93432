import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock, TypedEvents } from '#kernel';
import type { FromOutputs, ToOutputs } from '../link/messages.js';
import type { OutputsConnection, OutputsConnectionEvents } from '../link/outputs-connection.js';
import { newSummary, type RecordingSummary } from '../recording/recording-summary.js';
import type { Job, JobPatch, JobState, JobStore } from './job.js';
import { JobQueue } from './job-queue.js';

class MemoryJobs implements JobStore {
  readonly jobs: Job[] = [];
  async add(job: Job) {
    if (this.jobs.some(({ key }) => key === job.key)) return false;
    this.jobs.push(job);
    return true;
  }
  async find(id: string) {
    return this.jobs.find((job) => job.id === id);
  }
  async list(showId: string) {
    return this.jobs.filter((job) => job.showId === showId);
  }
  async waiting(nowMs: number) {
    return this.jobs.filter(({ state, runAfterMs }) => state === 'waiting' && runAfterMs <= nowMs);
  }
  async running() {
    return this.jobs.filter(({ state }) => state === 'running');
  }
  async change(id: string, states: readonly JobState[], patch: JobPatch, of?: string | null) {
    const at = this.jobs.findIndex(
      (job) => job.id === id && states.includes(job.state) && (of === undefined || job.runnerId === of),
    );
    const known = this.jobs[at];
    if (known === undefined) return false;
    this.jobs[at] = { ...known, ...patch };
    return true;
  }
  async removeOf(recordingId: string) {
    const left = this.jobs.filter((job) => job.recordingId !== recordingId);
    this.jobs.splice(0, this.jobs.length, ...left);
  }
}

let nowMs = 0;
let review = (): void => undefined;
const clock = {
  ...systemClock,
  wallMs: () => nowMs,
  every: (_: number, callback: () => void) => {
    review = callback;
    return () => undefined;
  },
};
let sent: ToOutputs[];
let events: TypedEvents<OutputsConnectionEvents>;
let store: MemoryJobs;
let gone: Set<string>;
let queue: JobQueue;

beforeEach(() => {
  nowMs = 1_000;
  sent = [];
  events = new TypedEvents();
  store = new MemoryJobs();
  gone = new Set();
  queue = create();
});
afterEach(() => queue.close());

function create(runnerId = 'here'): JobQueue {
  const connection = {
    events,
    isConnected: true,
    send: (message: ToOutputs) => {
      sent.push(message);
      return true;
    },
  } as unknown as OutputsConnection;
  const runner = { id: runnerId, isGone: (id: string) => gone.has(id) };
  return new JobQueue({ connection, store, runner, clock, log: silentLog });
}

const hear = async (said: FromOutputs): Promise<void> => {
  events.emit('said', said);
  await settled();
};
/** Steps of the queue are promises in a row; a store in memory needs no more than these turns. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};
const hello = (over: Partial<Extract<FromOutputs, { kind: 'hello' }>> = {}): FromOutputs => ({
  kind: 'hello',
  showIds: [],
  recordingIds: ['rec_1', 'rec_2'],
  archivedIds: [],
  jobIds: [],
  endedJobs: [],
  ...over,
});
const over = (id: string): FromOutputs => ({
  kind: 'recording',
  recording: { ...newSummary(id, 'show_1', 0), state: 'finishing', endedAtMs: 1 },
});
const ordered = () => sent.flatMap((each) => (each.kind === 'run-job' ? [each.job.recordingId] : []));
const ready = (id: string, archive: RecordingSummary['archive'] = null): FromOutputs => ({
  kind: 'recording',
  recording: { ...newSummary(id, 'show_1', 0), state: 'ready', endedAtMs: 1, mp4Bytes: 1, archive },
});
const jobOf = (recordingId: string, atMs: number): Job => ({
  ...{
    id: `job_${recordingId}`,
    key: `preview ${recordingId}`,
    kind: 'preview',
    showId: 'show_1',
    recordingId,
  },
  ...{ params: {}, state: 'waiting', progress: 0, attempts: 0, runnerId: null, error: null },
  ...{ runAfterMs: atMs, createdAtMs: atMs, startedAtMs: null, finishedAtMs: null },
});
const states = () => store.jobs.map(({ state }) => state);
const firstId = () => store.jobs[0]?.id ?? '';

test('images that wait for a quiet machine hold up no file', async () => {
  await hear(hello());
  await hear(ready('rec_1'));
  await hear(over('rec_2'));
  expect([store.jobs.map(({ kind }) => kind), states()]).toEqual([
    ['preview', 'mp4'],
    ['running', 'running'],
  ]);
});

test('a node leaves the jobs of another one alone, and what that one does goes on', async () => {
  await hear(hello());
  await hear(over('rec_1'));
  // The same database, and none of the files.
  events.clear();
  const other = create('there');
  await hear(hello({ recordingIds: [] }));
  store.jobs.push(jobOf('rec_2', nowMs));
  nowMs += 10 * 60_000;
  review();
  await settled();
  other.close();
  expect([states(), ordered()]).toEqual([['running', 'waiting'], ['rec_1']]);
});

const archived = { storedAtMs: 0, isLocal: false };

test('a job of what only the archive has waits again when the process that did it is another one', async () => {
  await hear(hello({ recordingIds: [], archivedIds: ['rec_1'] }));
  store.jobs.push({ ...jobOf('rec_1', nowMs), state: 'running', runnerId: 'here' });
  await hear(hello({ recordingIds: [], archivedIds: ['rec_1'] }));
  expect(states()).toEqual(['waiting']);
});

test('a job of a node that is gone is done by one that can fetch the files; what that node says later changes nothing', async () => {
  nowMs = 100_000;
  await hear(hello({ recordingIds: [], archivedIds: ['rec_1'] }));
  const left = { ...jobOf('rec_1', 1_000), state: 'running' as const, runnerId: 'there' };
  store.jobs.push(left);
  await hear(ready('rec_1', archived));
  review();
  await settled();
  expect(ordered()).toEqual([]);
  gone.add('there');
  review();
  await settled();
  expect([ordered(), store.jobs[0]?.runnerId]).toEqual([['rec_1'], 'here']);
  // It was only hung.
  events.clear();
  const other = create('there');
  await hear({ kind: 'job-ended', id: left.id, reason: 'no' });
  other.close();
  expect(store.jobs[0]).toMatchObject({ state: 'running', runnerId: 'here', error: null });
});

test('what nobody began who has the files is done by a node that can fetch them', async () => {
  await hear(hello({ archivedIds: ['rec_1'] }));
  store.jobs.push(jobOf('rec_1', nowMs));
  await hear(ready('rec_1', archived));
  nowMs += 60_000;
  review();
  await settled();
  expect(ordered()).toEqual([]);
  nowMs += 1;
  review();
  await settled();
  expect(ordered()).toEqual(['rec_1']);
});

test('a clip that is wished here of what only the archive has is made here at once', async () => {
  await hear(hello({ archivedIds: ['rec_1'] }));
  const recording = { ...newSummary('rec_1', 'show_1', 0), state: 'ready' as const };
  await queue.addClip(recording, {
    clipId: 'clip_c',
    title: 'C',
    fromSeconds: 0,
    toSeconds: 1,
    byName: null,
  });
  expect(ordered()).toEqual(['rec_1']);
});

test('the same work is queued once, and one job of a kind runs at a time', async () => {
  await hear(hello());
  await hear(over('rec_1'));
  await hear(over('rec_1'));
  await hear(over('rec_2'));
  expect([states(), ordered()]).toEqual([['running', 'waiting'], ['rec_1']]);
  await hear({ kind: 'job-ended', id: firstId(), reason: null });
  expect([states(), ordered()]).toEqual([
    ['finished', 'running'],
    ['rec_1', 'rec_2'],
  ]);
});

test('a recording that is edited a hundred times is made once more, not a hundred times', async () => {
  await hear(hello());
  for (let edits = 1; edits <= 100; edits += 1)
    await hear({
      kind: 'recording',
      recording: { ...newSummary('rec_1', 'show_1', 0), state: 'ready', endedAtMs: 1, edits },
    });
  expect(states()).toEqual(['running', 'waiting']);
  await hear({ kind: 'job-ended', id: firstId(), reason: null });
  expect(states()).toEqual(['finished', 'running']);
});

test('a job that fails is done again after growing pauses, three times in all, and then when it is wished', async () => {
  await hear(hello());
  await hear(over('rec_1'));
  for (const pauseMs of [5_000, 10_000]) {
    await hear({ kind: 'job-ended', id: firstId(), reason: 'no' });
    nowMs += pauseMs - 1;
    review();
    await settled();
    expect(states()).toEqual(['waiting']);
    nowMs += 1;
    review();
    await settled();
    expect(states()).toEqual(['running']);
  }
  await hear({ kind: 'job-ended', id: firstId(), reason: 'no' });
  expect(store.jobs[0]).toMatchObject({ state: 'failed', attempts: 3, error: 'no' });
  await queue.retry('show_1', firstId());
  await settled();
  expect([states(), ordered().length]).toEqual([['running'], 4]);
});

test('a server that restarts hears of jobs that ended and runs again what nobody runs', async () => {
  await hear(hello());
  await hear(over('rec_1'));
  queue.close();
  events.clear();
  queue = create();
  await hear(hello({ endedJobs: [{ id: firstId(), reason: null }] }));
  expect(states()).toEqual(['finished']);
  await hear(over('rec_2'));
  expect(states()).toEqual(['finished', 'running']);
  events.clear();
  queue = create();
  await hear(hello({ jobIds: [store.jobs[1]?.id ?? ''] }));
  expect(ordered()).toEqual(['rec_1', 'rec_2']);
  await hear(hello());
  expect([states(), ordered()]).toEqual([
    ['finished', 'running'],
    ['rec_1', 'rec_2', 'rec_2'],
  ]);
});

test('a job that runs is cancelled where it runs; one of another show is not found', async () => {
  await hear(hello());
  await hear(over('rec_1'));
  await expect(queue.cancel('show_2', firstId())).rejects.toMatchObject({ code: 'job-not-found' });
  await queue.cancel('show_1', firstId());
  expect(sent.at(-1)).toEqual({ kind: 'cancel-job', id: firstId() });
  await hear({ kind: 'job-ended', id: firstId(), reason: 'cancelled' });
  expect(states()).toEqual(['cancelled']);
});
