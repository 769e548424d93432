import { Child, type Clock } from '#kernel';
import { type CodedFrame, printIvfFrame, printIvfHeader } from '#media';
import type { I420 } from '../mix/i420.js';
import { type DecoderShape, decoderArguments } from './decoder-arguments.js';
import { FramePool } from './frame-pool.js';
import { PictureAssembler } from './picture-assembler.js';
import type { ReadingEnd } from './reading-ends.js';
import { TimecodeLines } from './timecode-lines.js';

/** A decoded picture with its place on the sender's RTP clock. */
export interface TimedPicture {
  picture: I420;
  /** Unwrapped. */
  rtpTime: number;
  /** Gives the memory back. Once. */
  release(): void;
}

export interface DecoderEvents {
  picture(picture: TimedPicture): void;
  died(reason: string): void;
}

export interface VideoDecoderOptions {
  shape: DecoderShape;
  ffmpegPath: string;
  clock: Clock;
  name: string;
  /** Where its pictures are read; without one, from its pipe. */
  end: ReadingEnd | undefined;
}

/** Input that waits beyond this is a decoder that does not get its turn. */
const BEHIND_BYTES = 1_500_000;
const IN_FLIGHT_LIMIT = 256;

/** One FFmpeg for one tile. Started before anybody needs it, it waits at its input at no cost. */
export class VideoDecoder {
  readonly shape: DecoderShape;
  readonly #child: Child;
  readonly #end: ReadingEnd | undefined;
  readonly #pool: FramePool;
  readonly #assembler: PictureAssembler;
  readonly #pictures: I420[] = [];
  readonly #numbers: number[] = [];
  /** RTP times of the frames written, by number. */
  readonly #times = new Map<number, number>();
  #written = 0;
  #handedOut = 0;
  #events: DecoderEvents | undefined;
  #isClosed = false;

  constructor(options: VideoDecoderOptions) {
    this.#end = options.end;
    this.shape = options.shape;
    this.#pool = new FramePool(options.shape.width, options.shape.height);
    this.#assembler = new PictureAssembler(this.#pool);
    this.#child = new Child({
      name: options.name,
      command: options.ffmpegPath,
      args: decoderArguments(options.shape),
      clock: options.clock,
      extraStdio: ['pipe'],
      ...(this.#end ? { output: this.#end.childEnd } : {}),
    });
    this.#end?.childEnd.destroy();
    this.#read();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#child.isRunning;
  }

  /** Frames that went in and have not come out. */
  get inFlight(): number {
    return this.#times.size;
  }

  get isBehind(): boolean {
    return this.#child.stdin.writableLength > BEHIND_BYTES;
  }

  attach(events: DecoderEvents): void {
    this.#events = events;
    if (!this.isRunning) events.died(this.#child.stderrTail);
  }

  /** The first frame must be a key frame; its codec is the decoder's for good. */
  write(frame: CodedFrame, fourcc: 'VP80' | 'H264', rtpTime: number): void {
    if (this.#written === 0) {
      const size = frame.size ?? { width: 640, height: 360 };
      this.#child.stdin.write(printIvfHeader({ fourcc, ...size, ticksPerSecond: 1_000 }));
    }
    this.#times.set(this.#written, rtpTime);
    if (this.#times.size > IN_FLIGHT_LIMIT) this.#forgetBefore(this.#written - IN_FLIGHT_LIMIT);
    this.#child.stdin.write(printIvfFrame(frame.data, this.#written));
    this.#written += 1;
  }

  /** At once: what is still inside is of no use. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#events = undefined;
    await this.#child.kill();
    this.#end?.close();
  }

  #read(): void {
    const onBytes = (bytes: Uint8Array) => {
      this.#assembler.push(bytes, (picture) => this.#pictures.push(picture));
      this.#pair();
    };
    if (this.#end) this.#end.read(onBytes);
    else this.#child.stdout.on('data', onBytes);
    const lines = new TimecodeLines();
    this.#child.extra(3).on('data', (chunk: Buffer) => {
      this.#numbers.push(...lines.push(chunk.toString('latin1')));
      this.#pair();
    });
    void this.#child.exited.then((report) => {
      if (!this.#isClosed)
        this.#events?.died(`${report.kind} ${report.signal ?? report.code}: ${report.stderr}`);
    });
  }

  #pair(): void {
    while (this.#pictures.length > 0 && this.#numbers.length > 0) {
      const picture = this.#pictures.shift() as I420;
      const number = this.#numbers.shift() as number;
      const rtpTime = this.#times.get(number);
      this.#forgetBefore(number + 1);
      if (rtpTime === undefined || !this.#events) this.#pool.give(picture);
      else this.#events.picture({ picture, rtpTime, release: () => this.#pool.give(picture) });
    }
  }

  #forgetBefore(number: number): void {
    for (; this.#handedOut < number; this.#handedOut += 1) this.#times.delete(this.#handedOut);
  }
}
