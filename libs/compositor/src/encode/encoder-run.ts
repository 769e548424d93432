import type { Clock } from '#kernel';
import {
  FragmentSplitter,
  moveFragment,
  parseTrackInit,
  readFragment,
  type TrackInit,
  withParameterSetsInStream,
} from '#media';
import type { ProgrammeSink, RealtimeFrame } from '../ports.js';
import { AdtsFragments } from './adts-fragments.js';
import type { EncoderPlan } from './encoder-arguments.js';
import type { EncoderProcess, StartProcess } from './encoder-process.js';
import { HangWatch } from './hang-watch.js';
import type { InputHistory } from './input-history.js';
import { OutputTurn } from './output-turn.js';
import { RealtimeOutput } from './realtime-output.js';
import type { RunInput } from './run-input.js';

/** A rendition that no process encodes: its fragments are given, under the map of the runs before. */
export interface CopiedRendition {
  renditionId: string;
  map: Buffer;
}

export interface EncoderRunOptions {
  plan: EncoderPlan;
  copied?: CopiedRendition | undefined;
  input: RunInput;
  ffmpegPath: string;
  clock: Clock;
  sink: ProgrammeSink;
  startProcess: StartProcess;
  /** Something of it was published. */
  onPublished(): void;
  /** A frame for receivers in real time, of this run. */
  onFrame?(run: number, frame: RealtimeFrame): void;
}

/** Where a run takes its place on the programme's timeline. */
export interface RunStart {
  number: number;
  /** The first unit that the process is given. */
  feedFromUnit: number;
  originUnit: number;
  /** The first unit of each rendition that is published. */
  publishFrom: ReadonlyMap<string, number>;
  /** The rendition may go on under the same map: known as soon as the run begins. */
  mayContinue(renditionId: string): boolean;
  /** Asked when the rendition is announced, of those that may: whether it goes on without a hole. */
  continues(renditionId: string): boolean;
  /** The run before has handed on its last fragment. */
  after: Promise<void> | undefined;
}

/** Why a process is killed whose output is no MP4. */
export const unreadable = (error: unknown): string =>
  `wrote what cannot be read: ${error instanceof Error ? error.message : error}`;

/** One encoder process: warm from its start, published from the moment when `begin` is called. */
export class EncoderRun {
  readonly plan: EncoderPlan;
  readonly startedMs: number;
  /** False when the process ended before it was warm. */
  readonly warm: Promise<boolean>;
  /** It ended, and everything that it wrote was handed on. */
  readonly closed: Promise<void>;
  readonly #options: EncoderRunOptions;
  readonly #process: EncoderProcess;
  readonly #outputs: ReadonlyMap<string, RunOutput>;
  readonly #realtime: RealtimeOutput | undefined;
  readonly #watch = new HangWatch();
  readonly #turn = new OutputTurn();
  #start: RunStart | undefined;
  #zeroUnit = 0;
  #nextUnit = 0;
  #writtenBytes = 0;
  #takenBytes = 0;
  #fault: string | undefined;
  #becomeWarm: (isWarm: boolean) => void = () => undefined;
  #closed: () => void = () => undefined;

  constructor(options: EncoderRunOptions) {
    const { plan, copied, input, ffmpegPath, clock, startProcess } = options;
    this.#options = options;
    this.plan = plan;
    this.startedMs = clock.monotonicMs();
    const outputs = [
      ...plan.outputs.map((output) => new RunOutput(output, input.perSecond)),
      ...(copied ? [RunOutput.copied(copied, input.perSecond)] : []),
    ];
    this.#outputs = new Map(outputs.map((output) => [output.renditionId, output]));
    this.#realtime = plan.realtime && new RealtimeOutput(plan, input);
    this.warm = new Promise((resolve) => {
      this.#becomeWarm = resolve;
    });
    this.closed = new Promise((resolve) => {
      this.#closed = resolve;
    });
    this.#process = startProcess({
      ffmpegPath,
      plan,
      clock,
      onBytes: (renditionId, chunk) => this.#read(renditionId, chunk),
      onRealtime: (chunk) => this.#readRealtime(chunk),
    });
    this.#process.write(input.warmUp(), () => undefined);
    void this.#process.exited.then(() => this.#becomeWarm(false));
  }

  /** Why it ended, once everything that it wrote has been handed on. */
  get exited(): Promise<string> {
    return this.#process.exited.then((reason) => this.#fault ?? reason);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get pendingBytes(): number {
    return this.#process.pendingBytes;
  }

  /** The rendition that is given. */
  get copied(): CopiedRendition | undefined {
    return this.#options.copied;
  }

  get hasBegun(): boolean {
    return this.#start !== undefined;
  }

  get renditionIds(): string[] {
    return [...this.#outputs.keys()];
  }

  get isWarm(): boolean {
    return [...this.#outputs.values()].every(({ map }) => map !== undefined);
  }

  mapOf(renditionId: string): Buffer | undefined {
    return this.#outputs.get(renditionId)?.map;
  }

  /** The unit behind the last one published of this rendition; nothing when it makes no such rendition. */
  endOf(renditionId: string): number | undefined {
    return this.#outputs.get(renditionId)?.endUnit;
  }

  /** Up to here every rendition was published. */
  get endUnit(): number {
    return Math.min(...[...this.#outputs.values()].map(({ endUnit }) => endUnit));
  }

  begin(start: RunStart): void {
    const { input } = this.#options;
    this.#start = start;
    this.#nextUnit = start.feedFromUnit;
    this.#zeroUnit = input.zeroUnit(start.feedFromUnit, start.originUnit);
    this.#realtime?.place({
      zeroUnit: this.#zeroUnit + input.primingUnits,
      fromUnit: start.feedFromUnit + input.leadUnits,
    });
    if (start.after !== undefined) {
      this.#turn.wait();
      void start.after.then(() => this.#turn.come());
    }
    for (const [renditionId, output] of this.#outputs) this.#publish(renditionId, output, start);
  }

  /** Publishes a fragment of the rendition that is given. Its time zero is where the run begins. */
  copy({ bytes, endUnit }: { bytes: Buffer; endUnit: number }): void {
    const { copied, sink, onPublished } = this.#options;
    const number = this.#start?.number;
    if (!copied || number === undefined) return;
    this.#outputs.get(copied.renditionId)?.give(endUnit);
    this.#turn.say(() => sink.bytes(copied.renditionId, number, bytes));
    onPublished();
  }

  /** Gives the process what the history has and the process was not given yet. */
  feed(history: InputHistory): void {
    const { input } = this.#options;
    history.each(this.#nextUnit, (piece, done) => {
      this.#nextUnit = piece.unit + piece.units;
      this.#writtenBytes += piece.bytes.length;
      const { unit, bytes } = piece;
      this.#process.write([...input.ahead(unit, bytes.length, this.#zeroUnit), bytes], done);
    });
  }

  /** Once a tick: true when the process hangs. A process that only waits for its turn on a full machine does not. */
  isHung(nowMs: number): boolean {
    const taken = this.#writtenBytes - this.#process.pendingBytes;
    // What it was given goes into the socket's buffer also while it is stopped: of audio that is half a second.
    const isVideo = this.plan.kind === 'video';
    if (isVideo && (taken > this.#takenBytes || this.#process.pendingBytes === 0)) this.#watch.moved();
    this.#takenBytes = taken;
    return this.#watch.look(this.pid, nowMs);
  }

  /** The process has ended: so has what it published. */
  close(): void {
    const { number } = this.#start ?? {};
    this.#turn.say(() => {
      if (number !== undefined) for (const id of this.renditionIds) this.#options.sink.runClosed(id, number);
      this.#closed();
    });
  }

  stop(graceMs: number): Promise<void> {
    return this.#process.stop(graceMs);
  }

  kill(): void {
    this.#process.kill();
  }

  /**
   * A rendition that does not continue is announced at once, also while its bytes have to wait: the packager must know
   * before the other renditions have gone past. One that continues is announced when it is known that it does.
   */
  #publish(renditionId: string, output: RunOutput, start: RunStart): void {
    const { sink, input, copied } = this.#options;
    const { number } = start;
    const units = start.publishFrom.get(renditionId) ?? start.feedFromUnit;
    output.publish({ zeroUnit: this.#zeroUnit, fromUnit: units - input.primingUnits });
    const open = (continues: boolean, others: { boundary?: true } = {}) =>
      sink.runOpened({
        ...{ renditionId, run: number, kind: this.plan.kind, start: { units, perSecond: input.perSecond } },
        ...(continues ? { continues: true as const } : {}),
        ...others,
      });
    // Segments begin at the key frames of its source from now on: later, others would have gone past.
    if (copied?.renditionId === renditionId) open(true, { boundary: true });
    else if (start.mayContinue(renditionId)) this.#turn.say(() => open(start.continues(renditionId)));
    else open(false);
    const { map } = output;
    if (map) this.#turn.say(() => sink.bytes(renditionId, number, map));
  }

  #read(renditionId: string, chunk: Uint8Array): void {
    this.#watch.moved();
    const fragments = this.#pushSafely(renditionId, chunk);
    if (this.isWarm) this.#becomeWarm(true);
    const number = this.#start?.number;
    if (number === undefined || fragments.length === 0) return;
    for (const fragment of fragments)
      this.#turn.say(() => this.#options.sink.bytes(renditionId, number, fragment));
    this.#options.onPublished();
  }

  /** A process that writes what is no MP4 writes nothing that counts any more: it is killed, and its spare goes on. */
  #pushSafely(renditionId: string, chunk: Uint8Array): Buffer[] {
    if (this.#fault !== undefined) return [];
    try {
      return this.#outputs.get(renditionId)?.push(chunk) ?? [];
    } catch (error) {
      this.#fault = unreadable(error);
      this.#process.kill();
      return [];
    }
  }

  #readRealtime(chunk: Uint8Array): void {
    const frames = this.#realtime?.push(chunk) ?? [];
    const number = this.#start?.number;
    if (number === undefined) return;
    for (const frame of frames) this.#options.onFrame?.(number, frame);
  }
}

/** Where a rendition of a run begins. */
interface Published {
  /** The unit at the process's own time zero. */
  zeroUnit: number;
  /** The first unit that is handed on, which becomes the time zero of what is handed on. */
  fromUnit: number;
}

type OutputFacts = Pick<EncoderPlan['outputs'][number], 'renditionId' | 'hasSetsInStream' | 'adtsBitrate'>;

/** One output of an encoder process: its map, and its fragments from the first one that is published. */
class RunOutput {
  readonly renditionId: string;
  readonly #perSecond: number;
  readonly #hasSetsInStream: boolean;
  readonly #splitter: FragmentSplitter | AdtsFragments;
  #init: TrackInit | undefined;
  #published: Published | undefined;
  #endUnit = Number.NEGATIVE_INFINITY;

  constructor({ renditionId, hasSetsInStream, adtsBitrate }: OutputFacts, perSecond: number) {
    this.renditionId = renditionId;
    this.#splitter = adtsBitrate === undefined ? new FragmentSplitter() : new AdtsFragments(adtsBitrate);
    this.#perSecond = perSecond;
    this.#hasSetsInStream = hasSetsInStream ?? false;
  }

  /** Of a rendition that no process writes. */
  static copied({ renditionId, map }: CopiedRendition, perSecond: number): RunOutput {
    const output = new RunOutput({ renditionId }, perSecond);
    output.#init = parseTrackInit(map);
    return output;
  }

  /** The bytes of the map, known once the process is warm. */
  get map(): Buffer | undefined {
    return this.#init?.bytes;
  }

  /** The unit behind the last one that was handed on. */
  get endUnit(): number {
    return this.#endUnit;
  }

  publish(published: Published): void {
    this.#published = published;
    this.#endUnit = published.fromUnit;
  }

  /** A copied rendition was published up to this unit. */
  give(endUnit: number): void {
    this.#endUnit = endUnit;
  }

  /** Whole fragments that are to be handed on now. */
  push(chunk: Uint8Array): Buffer[] {
    return this.#splitter.push(chunk).flatMap(({ kind, bytes }) => {
      if (kind === 'fragment') return this.#fragment(bytes);
      this.#init = parseTrackInit(this.#hasSetsInStream ? withParameterSetsInStream(bytes) : bytes);
      return [];
    });
  }

  #fragment(bytes: Buffer): Buffer[] {
    if (!this.#published || !this.#init) return [];
    const { zeroUnit, fromUnit } = this.#published;
    const samples = readFragment(bytes, this.#init.defaults);
    const [first, last] = [samples[0], samples.at(-1)];
    if (!first || !last) return [];
    const ticksPerUnit = this.#init.timescaleHz / this.#perSecond;
    const shiftTicks = Math.round((fromUnit - zeroUnit) * ticksPerUnit);
    if (first.decodeTicks < shiftTicks) return [];
    this.#endUnit = zeroUnit + Math.round((last.decodeTicks + last.durationTicks) / ticksPerUnit);
    moveFragment(bytes, -shiftTicks);
    return [bytes];
  }
}
