import type { Clock, Log } from '#kernel';
import type { ProgrammeSink, RealtimeFrame } from '../ports.js';
import type { EncoderPlan } from './encoder-arguments.js';
import { type StartProcess, startFfmpeg } from './encoder-process.js';
import { type CopiedRendition, EncoderRun } from './encoder-run.js';
import type { InputHistory } from './input-history.js';
import { isReadyToRun } from './is-ready-to-run.js';
import { type FormerRun, hasSameMap, placeRun } from './place-run.js';
import { RealtimeOrder } from './realtime-order.js';
import type { RunInput } from './run-input.js';
import { SpareCheck } from './spare-check.js';

export interface TakeOver {
  /** The number of the run that is published now. */
  run: number;
  /** Every rendition goes on where the run before ended: viewers notice nothing. */
  continues: boolean;
  /** Units that were encoded again, or had to wait for the new run. */
  behindUnits: number;
}

export interface ContinuousEncoderOptions {
  plan: EncoderPlan;
  input: RunInput;
  history: InputHistory;
  ffmpegPath: string;
  /** Units from one key frame to the next: another plan can only take over at one. */
  keyUnits: number;
  /** Other encoders write the same show: segments begin at their key frames, whatever happens to this one. */
  isOneOfSeveral?: boolean;
  /** Input that waits beyond this is given up with its process: the show goes on at the moment that is now. */
  mostPendingBytes: number;
  /** A process that is not warm by then is killed. */
  warmWithinMs?: number | undefined;
  clock: Clock;
  log: Log;
  sink: ProgrammeSink;
  onDied(reason: string): void;
  /** A spare process ended before it was warm; the next one starts soon. */
  onNotStarted?(reason: string): void;
  onTakeOver(takeOver: TakeOver): void;
  /** Frames of the plan's realtime output. */
  onFrame?(frame: RealtimeFrame): void;
  /** Nothing is published before `takeOver`: an encoder on another machine makes the renditions. */
  standsBy?: boolean;
  startProcess?: StartProcess;
}

/** A process that ends sooner than this is not followed at once by another. */
const YOUNG_MS = 2_000;
const REST_MS = 250;
/** A spare starts when the run that is published has settled: starting it takes a fifth of a second of a core. */
const SPARE_AFTER_MS = 1_500;
/** On a machine that is full, starting takes far longer than going on. */
const WARM_WITHIN_MS = 15_000;
/** A run that hands over works off what it was given, and is behind when it does so under pressure. */
const LEAVES_WITHIN_MS = 4_000;
const CLOSES_WITHIN_MS = 1_000;
const FRUITLESS_AT_MOST = 3;

/**
 * One encoder for as long as the show lasts, over the ends of its processes. A spare process is kept warm: when the
 * published one ends or hangs, the spare is given again what was taken and not delivered, and goes on at the next unit.
 */
export class ContinuousEncoder {
  readonly #options: ContinuousEncoderOptions;
  readonly #spareCheck = new SpareCheck();
  readonly #realtime = new RealtimeOrder();
  /** Ends of processes that are still to come. */
  readonly #ends = new Set<Promise<void>>();
  /** What the next process is started with. */
  #plan: EncoderPlan;
  #run: EncoderRun | undefined;
  /** The last run that was published, as long as none has followed it. */
  #former: FormerRun | undefined;
  #spare: EncoderRun | undefined;
  /** The spare has another plan and takes over at the next key frame. */
  #isHandingOver = false;
  /** The run that was ended on purpose: the next one encodes what was copied. */
  #ended: EncoderRun | undefined;
  #originUnit: number | undefined;
  #newestUnit = 0;
  #number = -1;
  #restarts = 0;
  /** Runs in a row that ended without having published anything. */
  #fruitless = 0;
  #hung: EncoderRun | undefined;
  #cancelSpare: () => void = () => undefined;
  #standsBy: boolean;
  /** Time was lost: the next unit is the first one of all encoders of the show, also of one that is not warm by then. */
  #hasLostTime = false;
  #isClosed = false;

  private constructor(options: ContinuousEncoderOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#standsBy = options.standsBy ?? false;
  }

  /** Resolves when the first process is warm. One that is given nothing yet has no spare. */
  static async create(options: ContinuousEncoderOptions): Promise<ContinuousEncoder> {
    const encoder = new ContinuousEncoder(options);
    const run = encoder.#launch();
    if (!(await run.warm)) throw new Error(`the ${options.plan.kind} encoder ended: ${await run.exited}`);
    if (encoder.#standsBy) {
      encoder.#spare = run;
      return encoder;
    }
    encoder.#run = run;
    return encoder;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** The published process first, then the spare. */
  get pids(): number[] {
    return [this.#run, this.#spare].flatMap((run) => run?.pid ?? []);
  }

  get pendingBytes(): number {
    return this.#run?.pendingBytes ?? 0;
  }

  /** The history holds everything up to this unit. */
  advance(unit: number): void {
    const { history, clock, mostPendingBytes } = this.#options;
    this.#newestUnit = unit;
    if (this.#hasLostTime) this.#originUnit = unit;
    this.#hasLostTime = false;
    if (this.#isHandingOver && !this.#standsBy && this.#spare?.isWarm && this.#isKeyUnit(unit))
      this.#handOverAt(unit, this.#spare);
    const nowMs = clock.monotonicMs();
    if (this.#spare && this.#spareCheck.isStopped(this.#spare.pid, nowMs)) this.#spare.kill();
    const run = this.#run;
    if (!run) return;
    if (!run.hasBegun) {
      this.#begin(run);
      if (!this.#spare) this.#startSpareAfter(SPARE_AFTER_MS);
    }
    run.feed(history);
    if (run.isHung(nowMs)) {
      this.#hung = run;
      run.kill();
    } else if (run.pendingBytes > mostPendingBytes) run.kill();
  }

  /**
   * Ends standing by: goes on where the renditions of another machine end, as far back as the history reaches.
   * `boundaryUnit`: where a segment begins.
   */
  takeOver(former: FormerRun | undefined, boundaryUnit: number | undefined): void {
    if (!this.#standsBy) return;
    this.#standsBy = false;
    this.#former = former;
    this.#originUnit = boundaryUnit;
    if (this.#spare?.isWarm) this.#promote(this.#spare);
    else if (!this.#spare) this.#startSpare();
  }

  /** Goes on with another plan from a key frame to come, and loses no unit. */
  handOver(plan: EncoderPlan): void {
    this.#plan = plan;
    this.#isHandingOver = true;
    this.#spare?.kill();
    this.#startSpare();
  }

  /** A rendition of the published run is given and not encoded. */
  get isCopying(): boolean {
    return this.#run?.copied !== undefined && this.#run !== this.#ended;
  }

  /** The spare encodes all but one rendition, and is warm. */
  get isReadyToCopy(): boolean {
    return this.#run !== undefined && this.#spare?.copied !== undefined && this.#spare.isWarm;
  }

  /** Starts a spare for this plan, which leaves out a rendition of the run that is published. */
  prepareCopy(plan: EncoderPlan, renditionId: string): void {
    const map = this.#run?.mapOf(renditionId);
    if (!map || plan.outputs.length === 0 || this.#isHandingOver) return;
    if (this.#run?.copied || this.#spare?.copied) return;
    this.#spare?.kill();
    this.#startSpare(plan, { renditionId, map });
  }

  /**
   * The spare takes over at this unit, which begins a segment, and the rendition that it leaves out is given from there
   * on. Answers the map of that rendition.
   */
  beginCopy(unit: number): Buffer {
    const heir = this.#spare;
    if (!heir?.copied) throw new Error('no process is ready for a rendition that is copied');
    this.#originUnit = unit;
    this.#handOverAt(unit, heir);
    return heir.copied.map;
  }

  copy(fragment: { bytes: Buffer; endUnit: number }): void {
    this.#run?.copy(fragment);
  }

  /** The copied rendition frame by frame, for receivers in real time. */
  copyFrame(frame: RealtimeFrame): void {
    this.#frame(this.#number, frame);
  }

  /** Everything is encoded again, from where each rendition ended; a spare that leaves a rendition out is given up. */
  endCopy(): void {
    if (this.isCopying) {
      this.#ended = this.#run;
      this.#run?.kill();
    } else if (this.#spare?.copied) this.#spare.kill();
  }

  /** Time was lost and the history is empty: the next unit begins a run of its own. */
  restart(): void {
    const run = this.#run;
    this.#hasLostTime = this.#options.isOneOfSeveral ?? false;
    if (!run) return;
    this.#restarts += 1;
    this.#run = undefined;
    this.#former = run;
    run.kill();
    if (this.#spare?.copied) this.#giveUpSpare();
    if (this.#spare?.isWarm) this.#promote(this.#spare);
    else if (!this.#spare) this.#startSpare();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelSpare();
    this.#spare?.kill();
    await this.#run?.stop(CLOSES_WITHIN_MS);
    await Promise.all(this.#ends);
  }

  #isKeyUnit(unit: number): boolean {
    return (unit - (this.#originUnit ?? unit)) % this.#options.keyUnits === 0;
  }

  #launch(plan = this.#plan, copied?: CopiedRendition): EncoderRun {
    const { startProcess = startFfmpeg, warmWithinMs = WARM_WITHIN_MS, clock } = this.#options;
    const run: EncoderRun = new EncoderRun({
      ...this.#options,
      ...{ startProcess, plan, copied },
      onPublished: () => this.#published(run),
      onFrame: (number, frame) => this.#frame(number, frame),
    });
    const cancel = clock.after(warmWithinMs, () => {
      if (!run.isWarm) run.kill();
    });
    const end = run.exited
      .then((reason) => this.#exited(run, reason))
      .finally(() => {
        cancel();
        this.#ends.delete(end);
      });
    this.#ends.add(end);
    return run;
  }

  #frame(number: number, frame: RealtimeFrame): void {
    if (this.#realtime.accepts(number, frame)) this.#options.onFrame?.(frame);
  }

  #startSpareAfter(ms: number): void {
    this.#cancelSpare();
    this.#cancelSpare = this.#options.clock.after(ms, () => {
      if (!this.#spare && !this.#isClosed) this.#startSpare();
    });
  }

  #startSpare(plan?: EncoderPlan, copied?: CopiedRendition): void {
    this.#cancelSpare();
    const spare = this.#launch(plan, copied);
    this.#spare = spare;
    void spare.warm.then((isWarm) => {
      if (this.#standsBy || this.#run || this.#isClosed) return;
      if (isWarm && this.#spare === spare) this.#promote(spare);
    });
  }

  #giveUpSpare(): void {
    const spare = this.#spare;
    this.#spare = undefined;
    spare?.kill();
  }

  #promote(spare: EncoderRun): void {
    this.#spare = undefined;
    this.#run = spare;
    this.#isHandingOver = false;
    this.#begin(spare);
    spare.feed(this.#options.history);
    this.#startSpareAfter(SPARE_AFTER_MS);
  }

  #published(run: EncoderRun): void {
    const { history, input } = this.#options;
    if (run !== this.#run) return;
    this.#fruitless = 0;
    history.forgetBefore(run.endUnit - input.leadUnits);
  }

  #begin(run: EncoderRun): void {
    const { history, input, isOneOfSeveral = false, keyUnits } = this.#options;
    const former = this.#former;
    const place = placeRun({
      run,
      former,
      input,
      firstUnit: history.firstUnit,
      originUnit: this.#originUnit,
      stepUnits: isOneOfSeveral ? keyUnits : undefined,
    });
    if (!place) return;
    this.#former = undefined;
    this.#number += 1;
    // Segments and audio frames stay on the grid of the first run for as long as runs continue each other.
    if (place.continuing.size === 0) this.#originUnit = place.startUnit;
    run.begin({
      ...place,
      number: this.#number,
      originUnit: this.#originUnit ?? place.startUnit,
      mayContinue: (id) => place.continuing.has(id),
      continues: (id) => place.continuing.has(id),
      after: former?.closed,
    });
    if (!former) return;
    const continues = place.continuing.size === run.renditionIds.length;
    const behindUnits = Math.max(0, this.#newestUnit - place.startUnit);
    this.#options.onTakeOver({ run: this.#number, continues, behindUnits });
  }

  #handOverAt(unit: number, heir: EncoderRun): void {
    const former = this.#run;
    this.#isHandingOver = false;
    this.#spare = undefined;
    this.#run = heir;
    this.#number += 1;
    heir.begin({
      number: this.#number,
      feedFromUnit: unit,
      originUnit: this.#originUnit ?? unit,
      publishFrom: new Map(heir.renditionIds.map((id) => [id, unit])),
      mayContinue: (id) => former !== undefined && hasSameMap(former, heir, id),
      // A run that is killed on its way out leaves a hole, and nothing continues over a hole.
      continues: (id) => former !== undefined && (former.endOf(id) ?? Number.NEGATIVE_INFINITY) >= unit,
      after: former?.closed,
    });
    void former?.stop(LEAVES_WITHIN_MS);
    this.#startSpareAfter(SPARE_AFTER_MS);
  }

  #exited(run: EncoderRun, reason: string): void {
    run.close();
    if (run === this.#spare) {
      this.#spare = undefined;
      if (this.#isClosed) return;
      this.#startSpareAfter(REST_MS);
      if (!run.isWarm) this.#options.onNotStarted?.(reason);
      return;
    }
    if (run !== this.#run) return;
    this.#run = undefined;
    if (this.#isClosed) return;
    if (run.hasBegun) this.#former = run;
    if (run === this.#ended) {
      this.#follow(run);
      return;
    }
    this.#restarts += 1;
    // What kills one process after the other is left out.
    this.#fruitless += 1;
    if (this.#fruitless > FRUITLESS_AT_MOST) this.#options.history.clear();
    this.#options.onDied(run === this.#hung ? 'hangs' : reason);
    this.#follow(run);
  }

  #follow(run: EncoderRun): void {
    const spare = this.#spare;
    if (spare?.isWarm || spare?.copied) {
      // What struck one process may have struck them all, and nobody gives what a spare leaves out.
      if (!spare.copied && isReadyToRun(spare.pid)) {
        this.#promote(spare);
        return;
      }
      this.#giveUpSpare();
    }
    if (!this.#spare) this.#followAfter(run);
  }

  #followAfter(run: EncoderRun): void {
    const livedMs = this.#options.clock.monotonicMs() - run.startedMs;
    if (livedMs < YOUNG_MS) this.#startSpareAfter(REST_MS);
    else this.#startSpare();
  }
}
