import { type Clock, guestError, type Log, newId } from '#kernel';
import type { ClipWish } from '../clips/clip.js';
import type { FromOutputs } from '../link/messages.js';
import type { OutputsConnection } from '../link/outputs-connection.js';
import type { RecordingSummary } from '../recording/recording-summary.js';
import type { Job, JobKind, JobStore } from './job.js';

/** This start of this node, and what it knows of others. */
export interface JobRunner {
  id: string;
  isGone(id: string): boolean;
}

/** Of a node that is alone: it goes on with what any start before has left. */
export const LONE_RUNNER: JobRunner = { id: 'alone', isGone: () => true };

export interface JobQueueOptions {
  connection: OutputsConnection;
  store: JobStore;
  runner: JobRunner;
  clock: Clock;
  log: Log;
}

const ATTEMPTS_AT_MOST = 3;
/** Of one show at once. */
const MOST_OPEN_CLIPS = 20;
const FIRST_RETRY_MS = 5_000;
/** A job that waits for its next attempt is found by then; everything else is started at once. */
const REVIEW_MS = 5_000;
/** A node that has the files begins by then; later any node that can fetch them from the archive does. */
const LEFT_MS = 60_000;

/**
 * The queue of work on recordings: kept in the database, which nodes of a cluster share, and done by the process of the
 * outputs where the files are. One job of each kind at a time: images that wait until no live show needs the cores hold up
 * no file. It asks nothing of the database before that process is connected.
 */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #cancelReview: () => void;
  /** Work that is known to be queued or done. */
  readonly #known = new Set<string>();
  readonly #progress = new Map<string, number>();
  /** What the outputs do now, by the id of the job. */
  readonly #running = new Map<string, JobKind>();
  /** Recordings that the outputs hold. */
  readonly #held = new Map<string, 'here' | 'archived'>();
  /** Jobs that were wished at this node: it does them wherever the files are. */
  readonly #wished = new Set<string>();
  #steps: Promise<void> = Promise.resolve();

  constructor(options: JobQueueOptions) {
    this.#options = options;
    const { connection, clock } = options;
    connection.events.on('said', (said) => this.#hear(said));
    this.#cancelReview = clock.every(REVIEW_MS, () => {
      if (connection.isConnected) this.#step(() => this.#review());
    });
  }

  async list(showId: string): Promise<Job[]> {
    const jobs = await this.#options.store.list(showId);
    return jobs.map((job) => ({ ...job, progress: this.#progress.get(job.id) ?? job.progress }));
  }

  /** Throws `job-not-found`. Nothing happens to a job that is over. */
  async cancel(showId: string, id: string): Promise<void> {
    await this.#get(showId, id);
    const { store, connection, clock } = this.#options;
    const patch = { state: 'cancelled' as const, finishedAtMs: Math.round(clock.wallMs()) };
    if (!(await store.change(id, ['waiting', 'running'], patch))) return;
    if (this.#running.has(id)) connection.send({ kind: 'cancel-job', id });
  }

  /** Throws `job-not-found`. A job that failed or was cancelled is done again. */
  async retry(showId: string, id: string): Promise<void> {
    await this.#get(showId, id);
    const { store, clock } = this.#options;
    const runAfterMs = Math.round(clock.wallMs());
    const patch = { state: 'waiting' as const, attempts: 0, error: null, progress: 0, runAfterMs };
    if (await store.change(id, ['failed', 'cancelled'], patch)) this.#wished.add(id);
    this.#step(() => this.#startNext());
  }

  /** Makes a part of a recording a file to share. Throws `clips-busy` where too many of the show wait. */
  async addClip(recording: RecordingSummary, wish: ClipWish): Promise<void> {
    const open = (await this.#options.store.list(recording.showId)).filter(isOpenClip);
    if (open.length >= MOST_OPEN_CLIPS)
      throw guestError('clips-busy', 'Many clips are being made. Try again in a minute.', {
        status: 409,
        retry: true,
      });
    await this.#add(recording, 'clip', `clip ${wish.clipId}`, wish);
  }

  /** What waits for the recording is not done any more. */
  async removeOf(recordingId: string): Promise<void> {
    await this.#options.store.removeOf(recordingId);
  }

  close(): void {
    this.#cancelReview();
  }

  async #get(showId: string, id: string): Promise<Job> {
    const job = await this.#options.store.find(id);
    if (job?.showId === showId) return job;
    throw guestError('job-not-found', 'There is no such job.', { status: 404 });
  }

  #step(step: () => Promise<void>): void {
    this.#steps = this.#steps.then(step).catch((error) => {
      this.#options.log.warn('outputs.jobs | the queue could not be read', { error });
    });
  }

  #hear(said: FromOutputs): void {
    switch (said.kind) {
      case 'hello':
        this.#hold(said);
        this.#step(() => this.#adopt(said));
        return;
      case 'recording-removed':
        this.#held.delete(said.id);
        return;
      case 'recording':
        this.#held.set(said.recording.id, said.recording.archive?.isLocal === false ? 'archived' : 'here');
        for (const kind of neededFor(said.recording)) this.#step(() => this.#add(said.recording, kind));
        return;
      case 'job-progress':
        this.#progress.set(said.id, said.done);
        return;
      case 'job-ended':
        this.#step(() => this.#ended(said.id, said.reason));
        return;
      default:
    }
  }

  #hold({ recordingIds, archivedIds }: Hello): void {
    this.#held.clear();
    for (const id of recordingIds) this.#held.set(id, 'here');
    for (const id of archivedIds) this.#held.set(id, 'archived');
  }

  /** What a node that is gone has left is done by any that can. */
  async #review(): Promise<void> {
    const { store, runner } = this.#options;
    for (const { id, runnerId } of await store.running()) {
      if (runnerId === null || runnerId === runner.id || !runner.isGone(runnerId)) continue;
      await store.change(id, ['running'], { state: 'waiting', runnerId: null }, runnerId);
    }
    await this.#startNext();
  }

  /** Jobs that the process before was doing wait again; those that it still does, and those of other nodes, go on. */
  async #adopt({ jobIds, endedJobs }: Hello): Promise<void> {
    const { store, runner } = this.#options;
    this.#running.clear();
    for (const id of jobIds) {
      const job = await store.find(id);
      if (job !== undefined) this.#running.set(id, job.kind);
    }
    for (const { id, recordingId, runnerId } of await store.running()) {
      const ended = endedJobs.find((each) => each.id === id);
      // A version that writes no runner has the files of what it does.
      const isOurs = runnerId === runner.id || (runnerId === null && this.#held.get(recordingId) === 'here');
      if (ended !== undefined) await this.#note(id, ended.reason);
      else if (isOurs && !jobIds.includes(id)) await store.change(id, ['running'], { state: 'waiting' });
    }
    await this.#startNext();
  }

  async #add(
    { id: recordingId, showId, edits }: RecordingSummary,
    kind: JobKind,
    key = keyOf(kind, recordingId, edits),
    params: object = {},
  ): Promise<void> {
    if (this.#known.has(key)) return;
    if (kind !== 'clip' && (await this.#waits(showId, recordingId, kind))) {
      this.#known.add(key);
      return;
    }
    const nowMs = Math.round(this.#options.clock.wallMs());
    const id = newId('job');
    const isNew = await this.#options.store.add({
      id,
      key,
      kind,
      showId,
      recordingId,
      params: { ...params },
      state: 'waiting',
      progress: 0,
      attempts: 0,
      runnerId: null,
      error: null,
      runAfterMs: nowMs,
      createdAtMs: nowMs,
      startedAtMs: null,
      finishedAtMs: null,
    });
    this.#known.add(key);
    if (isNew) this.#wished.add(id);
    await this.#startNext();
  }

  /** What waits is done with the newest edit: a host who edits a hundred times queues it once. */
  async #waits(showId: string, recordingId: string, kind: JobKind): Promise<boolean> {
    const jobs = await this.#options.store.list(showId);
    return jobs.some(
      (job) => job.recordingId === recordingId && job.kind === kind && job.state === 'waiting',
    );
  }

  async #startNext(): Promise<void> {
    const { store, connection, clock } = this.#options;
    if (!connection.isConnected) return;
    const nowMs = Math.round(clock.wallMs());
    for (const job of await store.waiting(nowMs))
      if (this.#isForUs(job, nowMs)) await this.#start(job, nowMs);
  }

  #isForUs({ id, kind, recordingId, runAfterMs }: Job, nowMs: number): boolean {
    if ([...this.#running.values()].includes(kind)) return false;
    const held = this.#held.get(recordingId);
    return held === 'here' || (held === 'archived' && (this.#wished.has(id) || nowMs - runAfterMs > LEFT_MS));
  }

  async #start({ id, kind, recordingId, params, attempts }: Job, nowMs: number): Promise<void> {
    const { store, connection, runner } = this.#options;
    const patch = {
      state: 'running' as const,
      runnerId: runner.id,
      startedAtMs: nowMs,
      attempts: attempts + 1,
    };
    if (!(await store.change(id, ['waiting'], patch))) return;
    if (connection.send({ kind: 'run-job', job: { id, kind, recordingId, params } }))
      this.#running.set(id, kind);
    else await store.change(id, ['running'], { state: 'waiting' });
  }

  async #ended(id: string, reason: string | null): Promise<void> {
    await this.#note(id, reason);
    this.#progress.delete(id);
    this.#running.delete(id);
    this.#wished.delete(id);
    await this.#startNext();
  }

  /** Nothing where another node does it by now. */
  async #note(id: string, reason: string | null): Promise<void> {
    const { store, runner, clock, log } = this.#options;
    const nowMs = Math.round(clock.wallMs());
    const job = await store.find(id);
    const runnerId = job?.runnerId ?? null;
    if (runnerId !== null && runnerId !== runner.id) return;
    if (reason === null) {
      const finished = { state: 'finished' as const, progress: 1, error: null, finishedAtMs: nowMs };
      await store.change(id, ['running'], finished, runnerId);
      return;
    }
    const attempts = job?.attempts ?? ATTEMPTS_AT_MOST;
    log.warn('outputs.jobs | failed', { jobId: id, attempts, reason });
    const isLast = attempts >= ATTEMPTS_AT_MOST;
    const patch = isLast
      ? { state: 'failed' as const, finishedAtMs: nowMs }
      : { state: 'waiting' as const, runAfterMs: nowMs + FIRST_RETRY_MS * 2 ** (attempts - 1) };
    await store.change(id, ['running'], { error: reason, ...patch }, runnerId);
  }
}

type Hello = Extract<FromOutputs, { kind: 'hello' }>;

const isOpenClip = ({ kind, state }: Job): boolean =>
  kind === 'clip' && (state === 'waiting' || state === 'running');

/** Each edit wants the same work once more. */
const keyOf = (kind: JobKind, recordingId: string, edits: number): string =>
  edits === 0 || kind === 'tracks' ? `${kind} ${recordingId}` : `${kind} ${recordingId} ${edits}`;

/** What a recording that is over still lacks. */
function neededFor({ state, mp4Bytes, posterFile, trackLogBytes }: RecordingSummary): JobKind[] {
  if (state === 'finishing' && mp4Bytes === null) return ['mp4'];
  if (state !== 'ready') return [];
  // It was edited: images are made of the new file.
  if (mp4Bytes === null) return ['mp4'];
  return [
    ...(posterFile === null ? (['preview'] as const) : []),
    ...(trackLogBytes > 0 ? (['tracks'] as const) : []),
  ];
}
