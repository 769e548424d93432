import { type Clock, type Log, ShowError, Waiters } from '#kernel';
import { MediaPaths } from './media-paths.js';
import { MediaWorker, type PipeListen } from './media-worker.js';
import { stageRebuilding } from './stage-rebuilding.js';

export interface WorkerPoolOptions {
  workerBin: string;
  workers: number;
  listenHost: string;
  announcedAddress?: string | undefined;
  /** Worker number i takes this port plus i, for UDP and TCP; 0 takes any. */
  rtcPort: number;
  /** Where pipes of other nodes end; without it pipes are of this machine alone. */
  pipeListen?: PipeListen | undefined;
  log: Log;
  clock: Clock;
}

const RETRY_DELAYS_MS = [0, 100, 500, 1_000, 2_000, 5_000];
const PLACE_DEADLINE_MS = 5_000;

/** Keeps the wished number of media workers alive and says which has the least to do. */
export class WorkerPool {
  readonly paths = new MediaPaths();
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Map<number, MediaWorker>();
  readonly #waiting: Waiters<'worker', MediaWorker>;
  readonly #closing = new AbortController();

  static async create(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    const indices = Array.from({ length: options.workers }, (_, index) => index);
    const started = await Promise.allSettled(indices.map((index) => pool.#start(index)));
    const failure = started.find((result) => result.status === 'rejected');
    if (failure === undefined) return pool;
    await pool.close();
    throw new ShowError({
      code: 'media-worker-not-started',
      message: `The media worker did not start on ${options.listenHost}, port ${options.rtcPort} and up: is a port taken?`,
      blame: 'config',
      cause: failure.reason,
    });
  }

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#waiting = new Waiters(options.clock);
  }

  get workers(): readonly MediaWorker[] {
    return [...this.#workers.values()];
  }

  /** The living worker with the fewest streams, `besides` left out; waits for a replacement when none lives. */
  async place(besides: ReadonlySet<MediaWorker> = new Set()): Promise<MediaWorker> {
    const best = this.findLeastLoaded(besides);
    if (best !== undefined) return best;
    return this.#waiting.wait('worker', PLACE_DEADLINE_MS, stageRebuilding, this.#closing.signal);
  }

  findLeastLoaded(besides: ReadonlySet<MediaWorker>): MediaWorker | undefined {
    return this.workers
      .filter((worker) => worker.isAlive && !besides.has(worker))
      .reduce<MediaWorker | undefined>(
        (a, b) => (a === undefined || b.streams < a.streams ? b : a),
        undefined,
      );
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(stageRebuilding());
    this.#waiting.close(stageRebuilding());
    await Promise.all(this.workers.map((worker) => worker.close()));
    this.#workers.clear();
  }

  async #start(index: number): Promise<void> {
    const { rtcPort, workerBin, listenHost, announcedAddress, pipeListen, clock, log } = this.#options;
    const port = rtcPort === 0 ? 0 : rtcPort + index;
    const { paths } = this;
    const worker = await MediaWorker.create({
      index,
      workerBin,
      listenHost,
      announcedAddress,
      port,
      pipeListen,
      clock,
      log,
      paths,
    });
    if (this.#closing.signal.aborted) return worker.close();
    this.#workers.set(index, worker);
    worker.events.on('died', () => this.#onDied(worker));
    this.#waiting.release('worker', worker);
    log.info('stage.worker | started', { worker: index, pid: worker.pid, port });
  }

  #onDied(worker: MediaWorker): void {
    if (this.#workers.get(worker.index) !== worker) return;
    this.#workers.delete(worker.index);
    void this.#replace(worker.index);
  }

  async #replace(index: number): Promise<void> {
    for (let attempt = 0; !this.#closing.signal.aborted; attempt += 1) {
      const delayMs = RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)] ?? 0;
      try {
        await this.#options.clock.sleep(delayMs, this.#closing.signal);
        return await this.#start(index);
      } catch (error) {
        if (!this.#closing.signal.aborted)
          this.#options.log.error('stage.worker | not replaced', { worker: index, attempt, error });
      }
    }
  }
}
