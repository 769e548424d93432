import { printFragment } from '#media';
import type {
  EncoderProcess,
  EncoderProcessOptions,
} from '../../../libs/compositor/src/encode/encoder-process.js';

const TICKS_PER_FRAME = 512;
const PART_FRAMES = 15;

/** An encoder process that a test lets write, hang and end. Its frames are the time stamps it was given. */
export class ScriptedProcess implements EncoderProcess {
  readonly pid = undefined;
  readonly exited: Promise<string>;
  readonly times: number[] = [];
  pendingBytes = 0;
  isStopped = false;
  end: (reason: string) => void = () => undefined;
  readonly #given = new Map<string, number>();

  constructor(
    readonly options: EncoderProcessOptions,
    map: Buffer,
  ) {
    this.exited = new Promise((resolve) => {
      this.end = resolve;
    });
    for (const { renditionId } of options.plan.outputs) {
      queueMicrotask(() => options.onBytes(renditionId, map));
      this.#given.set(renditionId, 2);
    }
  }

  write(pieces: readonly Uint8Array[], done: () => void): void {
    const headers = pieces.filter(({ length }) => length === 12);
    for (const header of headers) this.times.push(Number(Buffer.from(header).readBigUInt64LE(4)));
    done();
  }

  /** The next part of this rendition. */
  give(renditionId: string, frames = PART_FRAMES): void {
    const from = this.#given.get(renditionId) ?? 0;
    const part = this.times.slice(from, from + frames);
    if (part.length < frames) throw new Error(`no whole part of ${renditionId} was written`);
    this.#given.set(renditionId, from + frames);
    const samples = part.map((time) => ({
      decodeTicks: time * TICKS_PER_FRAME,
      durationTicks: TICKS_PER_FRAME,
      compositionOffsetTicks: 0,
      flags: 0,
      data: Buffer.from('x'),
    }));
    const decodeTicks = (part[0] ?? 0) * TICKS_PER_FRAME;
    this.options.onBytes(renditionId, printFragment({ sequence: 1, trackId: 1, decodeTicks }, samples));
  }

  /** Its input has ended: so many frames were no whole part. */
  finish(frames: number): void {
    for (const id of this.#given.keys()) this.give(id, frames);
    this.end('finished');
  }

  async stop(): Promise<void> {
    this.isStopped = true;
  }

  kill(): void {
    this.end('killed');
  }
}
