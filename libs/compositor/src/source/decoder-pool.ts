import type { Clock } from '#kernel';
import { type DecoderShape, sameShape } from './decoder-arguments.js';
import { VideoDecoder } from './video-decoder.js';

export interface DecoderPoolOptions {
  ffmpegPath: string;
  clock: Clock;
  /** Decoders kept ready. */
  size: number;
}

/**
 * Starts decoders, and keeps a few running ahead for the shape that the next guest will most likely need: most
 * of the wait for a first picture is a process that starts.
 */
export class DecoderPool {
  readonly #options: DecoderPoolOptions;
  #warm: VideoDecoder[] = [];
  #expected: DecoderShape | undefined;
  #started = 0;
  #isClosed = false;

  constructor(options: DecoderPoolOptions) {
    this.#options = options;
  }

  take(shape: DecoderShape, name: string): VideoDecoder {
    const at = this.#warm.findIndex((decoder) => decoder.isRunning && sameShape(decoder.shape, shape));
    const [found] = at >= 0 ? this.#warm.splice(at, 1) : [];
    this.#fill();
    return found ?? this.#start(shape, name);
  }

  /** What the next guest will need. */
  expect(shape: DecoderShape): void {
    if (this.#expected && sameShape(this.#expected, shape)) return;
    this.#expected = shape;
    this.#fill();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const warm = this.#warm.splice(0);
    await Promise.all(warm.map((decoder) => decoder.close()));
  }

  #fill(): void {
    const shape = this.#expected;
    if (!shape || this.#isClosed) return;
    const keep = this.#warm.filter((decoder) => decoder.isRunning && sameShape(decoder.shape, shape));
    for (const decoder of this.#warm) if (!keep.includes(decoder)) void decoder.close();
    while (keep.length < this.#options.size) keep.push(this.#start(shape, 'decoder warm'));
    this.#warm = keep;
  }

  #start(shape: DecoderShape, name: string): VideoDecoder {
    this.#started += 1;
    const { ffmpegPath, clock } = this.#options;
    return new VideoDecoder({ shape, ffmpegPath, clock, name: `${name} ${this.#started}` });
  }
}
