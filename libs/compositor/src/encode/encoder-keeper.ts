import type { Clock, Log } from '#kernel';
import type { ProgrammeSink } from '../ports.js';
import type { EncoderPlan } from './encoder-arguments.js';
import { EpochRun, type StartProcess } from './epoch-run.js';
import { FfmpegRun } from './ffmpeg-run.js';

export interface EncoderKeeperOptions {
  kind: 'video' | 'audio';
  ffmpegPath: string;
  plan: EncoderPlan;
  perSecond: number;
  /** Units from one key frame to the next: another run can only take over at one. */
  keyUnits: number;
  /** Input that waits beyond this is thrown away with its encoder: the show goes on at the moment that is now. */
  mostPendingBytes: number;
  clock: Clock;
  log: Log;
  sink: ProgrammeSink;
  onDied(reason: string, uptimeMs: number): void;
  startProcess?: StartProcess;
}

/** An encoder that dies sooner than this is not started again at once. */
const YOUNG_MS = 2_000;
const REST_MS = 250;
/** An encoder that hands over works off what it was given, and is behind when it does so under pressure. */
const LEAVES_WITHIN_MS = 4_000;

/**
 * Keeps one encoder running for as long as the show lasts. What is written while none is up is not kept: the
 * next run starts at the unit that it is first given, and says so.
 */
export class EncoderKeeper {
  readonly #options: EncoderKeeperOptions;
  #run: EpochRun | undefined;
  /** Started, and given nothing before the next key frame. */
  #successor: EpochRun | undefined;
  readonly #leaving = new Set<Promise<void>>();
  /** What the next run is started with. */
  #nextPlan: EncoderPlan;
  #epoch = -1;
  #restarts = 0;
  #isClosed = false;

  private constructor(options: EncoderKeeperOptions) {
    this.#options = options;
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
    return this.#run !== undefined && this.#run.startUnit === undefined;
  }

  /** `unit` counts frames or samples of the programme; a run's first one is its epoch's start. */
  write(bytes: Uint8Array, unit: number, done: () => void): void {
    if (this.#successor && this.#isKeyUnit(unit)) this.#takeOver();
    if (this.#run) this.#run.write(bytes, unit, done);
    else queueMicrotask(done);
  }

  /**
   * Goes on with another plan from a key frame to come, and loses no unit: the run that is up works off what it
   * was given, and only then is heard what its successor has made meanwhile.
   */
  handOver(plan: EncoderPlan): void {
    this.#nextPlan = plan;
    const former = this.#successor;
    this.#successor = undefined;
    former?.kill();
    // One that is being started anew is started with it.
    if (this.#run) this.#prepare(plan).catch((error) => this.#logFailed(error));
  }

  /** Ends the run on purpose: the next unit begins a new epoch. */
  restart(): void {
    this.#run?.kill();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#successor?.kill();
    await this.#run?.stop();
    await Promise.all(this.#leaving);
  }

  #isKeyUnit(unit: number): boolean {
    const start = this.#run?.startUnit;
    return start === undefined || (unit - start) % this.#options.keyUnits === 0;
  }

  #takeOver(): void {
    const former = this.#run;
    this.#run = this.#successor;
    this.#successor = undefined;
    const heir = this.#run;
    if (former) void former.stop(LEAVES_WITHIN_MS);
    void (former?.exited ?? Promise.resolve()).then(() => heir?.comeToTurn());
  }

  async #prepare(plan: EncoderPlan): Promise<void> {
    const former = this.#run;
    const run = await this.#launch(plan, true);
    // Meanwhile the show ended, the plan changed again, or the run that was up died and was replaced.
    if (this.#isClosed || plan !== this.#nextPlan || this.#run !== former) run.kill();
    else this.#successor = run;
  }

  #prepareAgain(): void {
    if (!this.#isClosed && !this.#successor) this.handOver(this.#nextPlan);
  }

  async #start(): Promise<void> {
    this.#run = await this.#launch(this.#nextPlan, false);
  }

  async #launch(plan: EncoderPlan, mustWait: boolean): Promise<EpochRun> {
    this.#epoch += 1;
    const run = await EpochRun.start({
      ...this.#options,
      startProcess: this.#options.startProcess ?? FfmpegRun.start,
      epoch: this.#epoch,
      plan,
      mustWait,
    });
    const ended = run.exited
      .then((reason) => this.#ended(run, reason))
      .finally(() => this.#leaving.delete(ended));
    this.#leaving.add(ended);
    return run;
  }

  #ended(run: EpochRun, reason: string): void {
    run.closeEpoch();
    if (this.#successor === run) {
      this.#successor = undefined;
      this.#options.clock.after(REST_MS, () => this.#prepareAgain());
    }
    if (this.#run !== run) return;
    this.#run = undefined;
    if (this.#isClosed) return;
    this.#restarts += 1;
    const uptimeMs = this.#options.clock.monotonicMs() - run.startedMs;
    this.#options.onDied(reason, uptimeMs);
    if (this.#successor) this.#takeOver();
    else if (uptimeMs < YOUNG_MS) this.#options.clock.after(REST_MS, () => this.#startAgain());
    else this.#startAgain();
  }

  #startAgain(): void {
    if (this.#isClosed) return;
    this.#start().catch((error) => {
      this.#logFailed(error);
      this.#options.clock.after(REST_MS, () => this.#startAgain());
    });
  }

  #logFailed(error: unknown): void {
    this.#options.log.error('encoder.start | failed', { kind: this.#options.kind, error });
  }
}
