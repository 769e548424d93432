import { Child, type Clock, type Confinement, FFMPEG_ENVIRONMENT } from '#kernel';
import {
  type CodedFrame,
  type IvfHeader,
  printIvfFrameHeader,
  printIvfHeader,
  type VideoCodec,
} from '#media';
import type { I420 } from '../mix/i420.js';
import { type DecoderShape, decoderArguments, NUMBERS_DESCRIPTOR, sameShape } from './decoder-arguments.js';
import { decoderCommand } from './decoder-command.js';
import { DecoderOutput } from './decoder-output.js';
import type { SocketPair } from './socket-pairs.js';
import { TimecodeLines } from './timecode-lines.js';

/** A decoded frame with its place on the sender's RTP clock. */
export interface TimedFrame {
  /** The image for a tile of this shape; while a decoder for it starts, one of another shape. */
  imageFor(shape: DecoderShape): I420;
  /** Unwrapped. */
  rtpTime: number;
  /** Gives the memory back. Once. */
  release(): void;
}

export interface DecoderEvents {
  frame(frame: TimedFrame): void;
  died(reason: string): void;
}

export interface VideoDecoderOptions {
  shapes: readonly DecoderShape[];
  ffmpegPath: string;
  limits: Confinement;
  clock: Clock;
  name: string;
  /** Where the images of each shape are read; without one, from a pipe. */
  ends: readonly (SocketPair | undefined)[];
  /** Where the numbers of frames are read, likewise. */
  numbersEnd: SocketPair | undefined;
}

/** Input that waits beyond this is a decoder that does not get its turn. */
const BEHIND_BYTES = 1_500_000;
const FOURCC: Record<VideoCodec, IvfHeader['fourcc']> = {
  vp8: 'VP80',
  vp9: 'VP90',
  av1: 'AV01',
  h264: 'H264',
};
const IN_FLIGHT_LIMIT = 256;
/** A few hundred numbers. */
const NUMBERS_BYTES = 4_096;

/** One FFmpeg for one tile. Started before anybody needs it, it waits at its input at no cost. */
export class VideoDecoder {
  readonly shapes: readonly DecoderShape[];
  readonly #child: Child;
  readonly #outputs: readonly DecoderOutput[];
  readonly #numbersEnd: SocketPair | undefined;
  readonly #numbers: number[] = [];
  /** RTP times of the frames written, by number. */
  readonly #times = new Map<number, number>();
  #written = 0;
  #handedOut = 0;
  #events: DecoderEvents | undefined;
  #isClosed = false;

  constructor({ shapes, ffmpegPath, limits, clock, name, ends, numbersEnd }: VideoDecoderOptions) {
    this.shapes = shapes;
    this.#outputs = shapes.map((shape, index) => new DecoderOutput(shape, index, ends[index]));
    const [first, ...others] = this.#outputs;
    const output = first?.childEnd;
    this.#child = new Child({
      ...decoderCommand(ffmpegPath, decoderArguments(shapes), limits),
      name,
      clock,
      env: FFMPEG_ENVIRONMENT,
      extraStdio: [
        numbersEnd?.childEnd ?? 'pipe',
        ...others.map(({ childEnd }) => childEnd ?? ('pipe' as const)),
      ],
      ...(output ? { output } : {}),
    });
    this.#numbersEnd = numbersEnd;
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
  write(frame: CodedFrame, codec: VideoCodec, rtpTime: number): void {
    if (this.#written === 0) {
      const size = frame.size ?? { width: 640, height: 360 };
      this.#child.stdin.write(printIvfHeader({ fourcc: FOURCC[codec], ...size, ticksPerSecond: 1_000 }));
    }
    this.#times.set(this.#written, rtpTime);
    if (this.#times.size > IN_FLIGHT_LIMIT) this.#forgetBefore(this.#written - IN_FLIGHT_LIMIT);
    const { stdin } = this.#child;
    // One write to the pipe, without a copy of the frame behind its header.
    stdin.cork();
    stdin.write(printIvfFrameHeader(frame.data.length, this.#written));
    stdin.write(frame.data);
    stdin.uncork();
    this.#written += 1;
  }

  /** At once: what is still inside is of no use. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#events = undefined;
    await this.#child.kill();
    for (const output of this.#outputs) output.close();
    this.#numbersEnd?.close();
  }

  #read(): void {
    for (const output of this.#outputs) output.readFrom(this.#child, () => this.#pair());
    this.#readNumbers();
    void this.#child.exited.then((report) => {
      if (!this.#isClosed)
        this.#events?.died(`${report.kind} ${report.signal ?? report.code}: ${report.stderr}`);
    });
  }

  #readNumbers(): void {
    const lines = new TimecodeLines();
    const push = (bytes: Uint8Array) => {
      this.#numbers.push(
        ...lines.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')),
      );
      this.#pair();
    };
    const end = this.#numbersEnd;
    if (!end) {
      this.#child.extra(NUMBERS_DESCRIPTOR).on('data', push);
      return;
    }
    end.childEnd.destroy();
    const room = new Uint8Array(NUMBERS_BYTES);
    end.read({ room: () => room, filled: (count) => push(room.subarray(0, count)), push });
  }

  /** A frame is whole when every output has its image and its number is known. */
  #pair(): void {
    while (this.#numbers.length > 0 && this.#outputs.every((output) => output.isReady)) {
      const number = this.#numbers.shift() as number;
      const images = this.#outputs.map((output) => output.take());
      const rtpTime = this.#times.get(number);
      this.#forgetBefore(number + 1);
      const release = () => {
        for (const [index, output] of this.#outputs.entries()) output.give(images[index]);
      };
      if (rtpTime === undefined || !this.#events) release();
      else this.#events.frame({ imageFor: (shape) => this.#imageFor(images, shape), rtpTime, release });
    }
  }

  #imageFor(images: readonly I420[], shape: DecoderShape): I420 {
    const exact = this.shapes.findIndex((own) => sameShape(own, shape));
    return (images[exact] ?? images[0]) as I420;
  }

  #forgetBefore(number: number): void {
    for (; this.#handedOut < number; this.#handedOut += 1) this.#times.delete(this.#handedOut);
  }
}
