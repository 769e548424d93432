import { type Clock, type Log, TypedEvents } from '#kernel';
import type { JobOrder, JobResult, QueuedJob, RecordingStore } from '#outputs';

export interface JobRunnerOptions {
  store: RecordingStore;
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

export interface JobRunnerEvents {
  progress: { id: string; done: number };
  /** `reason`: why it failed. */
  ended: EndedJob;
}

const ROOM_EVERY_MS = 5_000;
const MOST_ENDED_KEPT = 100;

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
    const { log } = this.#options;
    const { id, kind, recordingId } = job;
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
  }

  async #work({ id, kind, recordingId }: QueuedJob, signal: AbortSignal): Promise<void> {
    const { store, run, ffmpegPath, hasRoom, clock } = this.#options;
    // Copying bytes is nothing; decoding waits until no live show needs the cores.
    while (kind !== 'mp4' && !hasRoom()) await clock.sleep(ROOM_EVERY_MS, signal);
    const recording = store.find(recordingId);
    if (recording === undefined) throw new Error('the recording is gone');
    const folder = store.folderOf(recording);
    const { seconds } = recording;
    const order: JobOrder = kind === 'mp4' ? { kind, folder } : { kind, folder, seconds, ffmpegPath };
    const { mp4Bytes, posterFile } = await run(order, signal, (done) =>
      this.events.emit('progress', { id, done }),
    );
    const bytes = await store.bytesOf(recording);
    await store.change(recordingId, {
      bytes,
      ...(posterFile === undefined ? {} : { posterFile }),
      ...(mp4Bytes === undefined ? {} : { mp4Bytes, state: 'ready' as const }),
    });
  }
}
