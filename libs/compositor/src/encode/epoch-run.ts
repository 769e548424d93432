import type { Clock } from '#kernel';
import { EncoderProgress } from '../load/encoder-progress.js';
import type { ProgrammeSink } from '../ports.js';
import type { EncoderPlan } from './encoder-arguments.js';
import type { FfmpegRun, FfmpegRunOptions } from './ffmpeg-run.js';
import { OutputTurn } from './output-turn.js';

/** What is asked of an encoder's process. */
export type EncoderProcess = Pick<FfmpegRun, 'exited' | 'pid' | 'pendingBytes' | 'write' | 'stop' | 'kill'>;
export type StartProcess = (options: FfmpegRunOptions) => Promise<EncoderProcess>;

export interface EpochRunOptions {
  kind: 'video' | 'audio';
  epoch: number;
  plan: EncoderPlan;
  perSecond: number;
  ffmpegPath: string;
  mostPendingBytes: number;
  /** Another run has not said its last. */
  mustWait: boolean;
  clock: Clock;
  sink: ProgrammeSink;
  startProcess: StartProcess;
}

/** One process of an encoder and the epoch that it writes, which opens with the first unit given to it. */
export class EpochRun {
  readonly startedMs: number;
  readonly #options: EpochRunOptions;
  readonly #process: EncoderProcess;
  readonly #turn: OutputTurn;
  readonly #progress = new EncoderProgress();
  #writtenBytes = 0;
  #startUnit: number | undefined;

  private constructor(
    options: EpochRunOptions,
    process: EncoderProcess,
    turn: OutputTurn,
    startedMs: number,
  ) {
    this.#options = options;
    this.#process = process;
    this.#turn = turn;
    this.startedMs = startedMs;
  }

  static async start(options: EpochRunOptions): Promise<EpochRun> {
    const { ffmpegPath, plan, clock, sink, epoch } = options;
    const turn = new OutputTurn(options.mustWait);
    const startedMs = clock.monotonicMs();
    const onBytes = (renditionId: string, chunk: Uint8Array) =>
      turn.say(() => sink.bytes(renditionId, epoch, chunk));
    const process = await options.startProcess({ ffmpegPath, plan, clock, onBytes });
    return new EpochRun(options, process, turn, startedMs);
  }

  /** Why it ended, once everything that it wrote has been handed on. */
  get exited(): Promise<string> {
    return this.#process.exited;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get pendingBytes(): number {
    return this.#process.pendingBytes;
  }

  /** Where its epoch began; nothing before its first unit. */
  get startUnit(): number | undefined {
    return this.#startUnit;
  }

  /** One that hangs or is hopelessly behind is killed: the show goes on at the moment that is now. */
  write(bytes: Uint8Array, unit: number, done: () => void): void {
    if (this.#startUnit === undefined) this.#open(unit);
    this.#process.write(bytes, done);
    this.#writtenBytes += bytes.length;
    const pending = this.#process.pendingBytes;
    const nowMs = this.#options.clock.monotonicMs();
    const hangs = this.#progress.hangs(this.#writtenBytes - pending, pending, nowMs);
    if (hangs || pending > this.#options.mostPendingBytes) this.#process.kill();
  }

  /** Told at once, also while the bytes have to wait: whoever cuts must know of it before sound has gone past. */
  #open(unit: number): void {
    this.#startUnit = unit;
    const { plan, sink, epoch, kind, perSecond } = this.#options;
    for (const { renditionId } of plan.outputs)
      sink.epochOpened({ renditionId, epoch, kind, start: { units: unit, perSecond } });
  }

  /** It has ended: its epoch is over. */
  closeEpoch(): void {
    if (this.#startUnit === undefined) return;
    const { plan, sink, epoch } = this.#options;
    this.#turn.say(() => {
      for (const { renditionId } of plan.outputs) sink.epochClosed(renditionId, epoch);
    });
  }

  /** The run before has said its last. */
  comeToTurn(): void {
    this.#turn.come();
  }

  stop(graceMs?: number): Promise<void> {
    return this.#process.stop(graceMs);
  }

  kill(): void {
    this.#process.kill();
  }
}
