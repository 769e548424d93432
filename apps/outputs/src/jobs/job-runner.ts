import { type Clock, type Log, TypedEvents } from '#kernel';
import {
  clipWishSchema,
  type JobOrder,
  type JobResult,
  playedChapters,
  playedSeconds,
  type QueuedJob,
  type RecordingStore,
  type RecordingSummary,
  removeTrackLogs,
} from '#outputs';

export interface JobRunnerOptions {
  store: RecordingStore;
  /** The recording's files are on this disk when it resolves. */
  prepare(recordingId: string): Promise<void>;
  ffmpegPath: string;
  /** The machine has cores to spare beside the shows on air. */
  hasRoom(): boolean;
  run(order: JobOrder, signal: AbortSignal, onProgress: (done: number) => void): Promise<JobResult>;
  clock: Clock;
  log: Log;
}

export interface EndedJob {
  id: string;
  reason: string | null;
}

/** For traces: a job from its order to its end, on the wall clock. */
export interface TimedJob extends EndedJob {
  kind: string;
  recordingId: string;
  startMs: number;
  endMs: number;
}

export interface JobRunnerEvents {
  progress: { id: string; done: number };
  /** `reason`: why it failed. */
  ended: EndedJob;
  timed: TimedJob;
}

const ROOM_EVERY_MS = 5_000;
const MOST_ENDED_KEPT = 100;
const MOST_CLIPS = 1_000;

/** Does the jobs that the server hands out, each in a process of its own, and notes in the recording what came of it. */
export class JobRunner {
  readonly events = new TypedEvents<JobRunnerEvents>();
  readonly #options: JobRunnerOptions;
  readonly #ended: EndedJob[] = [];
  readonly #running = new Map<string, AbortController>();

  constructor(options: JobRunnerOptions) {
    this.#options = options;
  }

  get runningIds(): string[] {
    return [...this.#running.keys()];
  }

  /** The newest that ended, for a server that was away. */
  get endedJobs(): readonly EndedJob[] {
    return this.#ended;
  }

  start(job: QueuedJob): void {
    if (this.#running.has(job.id)) return;
    const abort = new AbortController();
    this.#running.set(job.id, abort);
    void this.#do(job, abort.signal);
  }

  cancel(id: string): void {
    this.#running.get(id)?.abort(new Error('cancelled'));
  }

  close(): void {
    this.events.clear();
    for (const abort of this.#running.values()) abort.abort(new Error('the process ends'));
  }

  async #do(job: QueuedJob, signal: AbortSignal): Promise<void> {
    const { log, clock } = this.#options;
    const { id, kind, recordingId } = job;
    const startMs = clock.wallMs();
    let reason: string | null = null;
    try {
      await this.#work(job, signal);
      log.info('outputs.job | finished', { jobId: id, kind, recordingId });
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      if (!signal.aborted) log.error('outputs.job | failed', { jobId: id, kind, recordingId, reason });
    }
    this.#running.delete(id);
    this.#ended.push({ id, reason });
    if (this.#ended.length > MOST_ENDED_KEPT) this.#ended.shift();
    this.events.emit('ended', { id, reason });
    this.events.emit('timed', { id, reason, kind, recordingId, startMs, endMs: clock.wallMs() });
  }

  async #work(job: QueuedJob, signal: AbortSignal): Promise<void> {
    const { store, prepare, run, hasRoom, clock } = this.#options;
    const { id, kind, recordingId } = job;
    // Copying bytes is nothing; decoding waits until no live show needs the cores.
    while (kind === 'preview' && !hasRoom()) await clock.sleep(ROOM_EVERY_MS, signal);
    const recording = store.find(recordingId);
    if (recording === undefined) throw new Error('the recording is gone');
    await prepare(recordingId);
    const result = await run(this.#orderOf(job, recording), signal, (done) =>
      this.events.emit('progress', { id, done }),
    );
    // Edited meanwhile: what was made is of the edit before, and the work is queued again.
    if (kind !== 'tracks' && kind !== 'clip' && store.find(recordingId)?.edits !== recording.edits) return;
    await this.#note(job, result, store.folderOf(recording));
    await store.change(recordingId, { bytes: await store.bytesOf(recording) });
  }

  #orderOf({ kind, params }: QueuedJob, recording: RecordingSummary): JobOrder {
    const { store, ffmpegPath } = this.#options;
    const folder = store.folderOf(recording);
    if (kind === 'preview') return { kind, folder, seconds: playedSeconds(recording), ffmpegPath };
    if (kind === 'mp4') return { kind, folder, trim: recording.trim, chapters: playedChapters(recording) };
    if (kind === 'tracks') return { kind, folder };
    const { clipId, fromSeconds, toSeconds } = clipWishSchema.parse(params);
    return { kind, folder, clipId, fromSeconds, toSeconds, ffmpegPath };
  }

  async #note({ recordingId, params }: QueuedJob, result: JobResult, folder: string): Promise<void> {
    const { store, clock } = this.#options;
    const { mp4Bytes, posterFile, tracks, clip } = result;
    if (posterFile !== undefined) await store.change(recordingId, { posterFile });
    if (mp4Bytes !== undefined) await store.change(recordingId, { mp4Bytes, state: 'ready' });
    if (clip !== undefined) {
      const wish = clipWishSchema.parse(params);
      const made = { ...wish, ...clip, createdAtMs: Math.round(clock.wallMs()) };
      const others = store.find(recordingId)?.clips.filter(({ clipId }) => clipId !== wish.clipId) ?? [];
      await store.change(recordingId, { clips: [made, ...others].slice(0, MOST_CLIPS) });
    }
    if (tracks === undefined) return;
    await store.change(recordingId, { tracks, trackLogBytes: 0 });
    await removeTrackLogs(folder);
  }
}
