import type { Clock, Log } from '#kernel';
import { EncoderProgress } from '../load/encoder-progress.js';
import type { ProgrammeSink } from '../ports.js';
import type { EncoderPlan } from './encoder-arguments.js';
import { FfmpegRun } from './ffmpeg-run.js';

export interface EncoderKeeperOptions {
  kind: 'video' | 'audio';
  ffmpegPath: string;
  plan: EncoderPlan;
  perSecond: number;
  /** Input that waits beyond this is thrown away with its encoder: the show goes on at the moment that is now. */
  mostPendingBytes: number;
  clock: Clock;
  log: Log;
  sink: ProgrammeSink;
  onDied(reason: string, uptimeMs: number): void;
}

/** An encoder that dies sooner than this is not started again at once. */
const YOUNG_MS = 2_000;
const REST_MS = 250;

/**
 * Keeps one encoder running for as long as the show lasts. What is written while none is up is not kept: the
 * next run starts at the unit that it is first given, and says so.
 */
export class EncoderKeeper {
  readonly #options: EncoderKeeperOptions;
  #run: FfmpegRun | undefined;
  /** What the run that is up was started with, and what the next one will be. */
  #plan: EncoderPlan;
  #nextPlan: EncoderPlan;
  #progress = new EncoderProgress();
  #writtenBytes = 0;
  #epoch = -1;
  #isEpochOpen = false;
  #restarts = 0;
  #isClosed = false;
  #ending: Promise<void> = Promise.resolve();

  private constructor(options: EncoderKeeperOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#nextPlan = options.plan;
  }

  static async create(options: EncoderKeeperOptions): Promise<EncoderKeeper> {
    const keeper = new EncoderKeeper(options);
    await keeper.#start();
    return keeper;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get pid(): number | undefined {
    return this.#run?.pid;
  }

  get pendingBytes(): number {
    return this.#run?.pendingBytes ?? 0;
  }

  get isUp(): boolean {
    return this.#run !== undefined;
  }

  /** True when the next unit begins a new epoch. */
  get isFresh(): boolean {
    return this.#run !== undefined && !this.#isEpochOpen;
  }

  /** `unit` counts frames or samples of the programme; a run's first one is its epoch's start. */
  write(bytes: Uint8Array, unit: number, done: () => void): void {
    if (!this.#run) {
      queueMicrotask(done);
      return;
    }
    if (!this.#isEpochOpen) this.#openEpoch(unit);
    this.#run.write(bytes, done);
    this.#writtenBytes += bytes.length;
    const pending = this.#run.pendingBytes;
    const hangs = this.#progress.hangs(
      this.#writtenBytes - pending,
      pending,
      this.#options.clock.monotonicMs(),
    );
    if (hangs || pending > this.#options.mostPendingBytes) this.#run.kill();
  }

  /** Goes on with another plan from the next epoch, which this begins. */
  usePlan(plan: EncoderPlan): void {
    this.#nextPlan = plan;
    this.restart();
  }

  /** Ends the run on purpose: the next unit begins a new epoch. */
  restart(): void {
    this.#run?.kill();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#run?.stop();
    await this.#ending;
  }

  #openEpoch(unit: number): void {
    this.#isEpochOpen = true;
    for (const { renditionId } of this.#plan.outputs) {
      this.#options.sink.epochOpened({
        renditionId,
        epoch: this.#epoch,
        kind: this.#options.kind,
        start: { units: unit, perSecond: this.#options.perSecond },
      });
    }
  }

  async #start(): Promise<void> {
    const { ffmpegPath, clock, sink } = this.#options;
    const plan = this.#nextPlan;
    this.#plan = plan;
    this.#progress = new EncoderProgress();
    this.#writtenBytes = 0;
    this.#epoch += 1;
    this.#isEpochOpen = false;
    const epoch = this.#epoch;
    const startedMs = clock.monotonicMs();
    const onBytes = (renditionId: string, chunk: Uint8Array) => sink.bytes(renditionId, epoch, chunk);
    const run = await FfmpegRun.start({ ffmpegPath, plan, clock, onBytes });
    this.#run = run;
    this.#ending = run.exited.then((reason) =>
      this.#ended(run, epoch, reason, clock.monotonicMs() - startedMs),
    );
  }

  #ended(run: FfmpegRun, epoch: number, reason: string, uptimeMs: number): void {
    if (this.#isEpochOpen) {
      for (const { renditionId } of this.#plan.outputs) this.#options.sink.epochClosed(renditionId, epoch);
    }
    this.#isEpochOpen = false;
    if (this.#run === run) this.#run = undefined;
    if (this.#isClosed) return;
    this.#restarts += 1;
    this.#options.onDied(reason, uptimeMs);
    const startAgain = () => {
      if (!this.#isClosed) void this.#start().catch((error) => this.#failed(error));
    };
    if (uptimeMs < YOUNG_MS) this.#options.clock.after(REST_MS, startAgain);
    else startAgain();
  }

  #failed(error: unknown): void {
    this.#options.log.error('encoder.start | failed', { kind: this.#options.kind, error });
    this.#options.clock.after(REST_MS, () => {
      if (!this.#isClosed) void this.#start().catch((again) => this.#failed(again));
    });
  }
}
