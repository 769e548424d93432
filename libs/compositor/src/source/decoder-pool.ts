import type { Clock, Confinement, Log } from '#kernel';
import { type DecoderShape, sameShapes } from './decoder-arguments.js';
import { probeLimits } from './probe-limits.js';
import { SocketPairs } from './socket-pairs.js';
import { VideoDecoder } from './video-decoder.js';

export interface DecoderPoolOptions {
  ffmpegPath: string;
  clock: Clock;
  log: Log;
  /** Decoders kept ready. */
  size: number;
}

/** Starting a process holds the thread up for a moment: one at a time, or the tick would be late. */
const BETWEEN_STARTS_MS = 15;
/**
 * A guest comes and all tiles have another size: a process each, 50 ms of processor time each. Guests who are seen wait
 * longer for theirs, or all of them together would keep the running decoders from their turn.
 */
const BETWEEN_SUCCESSORS_MS = 100;

/**
 * Starts decoders, and keeps a few running ahead for the shape that the next guest will most likely need: most
 * of the wait for a first frame is a process that starts.
 */
export class DecoderPool {
  readonly #options: DecoderPoolOptions;
  readonly #limits: Confinement;
  readonly #ends = new SocketPairs();
  #warm: VideoDecoder[] = [];
  #started = 0;
  #startedMs = Number.NEGATIVE_INFINITY;
  #successorMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  private constructor(options: DecoderPoolOptions, limits: Confinement) {
    this.#options = options;
    this.#limits = limits;
  }

  static async create(options: DecoderPoolOptions): Promise<DecoderPool> {
    const pool = new DecoderPool(options, await probeLimits(options.clock, options.log));
    await pool.#ends.fill();
    return pool;
  }

  /** Nothing while another one is being started: ask again at the next tick. */
  take(shapes: readonly DecoderShape[], name: string, isSuccessor = false): VideoDecoder | undefined {
    const at = this.#warm.findIndex((decoder) => decoder.isRunning && sameShapes(decoder.shapes, shapes));
    const [found] = at >= 0 ? this.#warm.splice(at, 1) : [];
    if (found) return found;
    const nowMs = this.#options.clock.monotonicMs();
    if (isSuccessor && nowMs - this.#successorMs < BETWEEN_SUCCESSORS_MS) return undefined;
    const started = this.#start(shapes, name);
    if (started && isSuccessor) this.#successorMs = nowMs;
    return started;
  }

  /** What the next guest will need. Called once a tick, after everybody has taken what they need now. */
  expect(shapes: readonly DecoderShape[]): void {
    const keep = this.#warm.filter((decoder) => decoder.isRunning && sameShapes(decoder.shapes, shapes));
    for (const decoder of this.#warm) if (!keep.includes(decoder)) void decoder.close();
    this.#warm = keep;
    if (keep.length >= this.#options.size) return;
    const started = this.#start(shapes, 'decoder warm');
    if (started) keep.push(started);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#ends.close();
    const warm = this.#warm.splice(0);
    await Promise.all(warm.map((decoder) => decoder.close()));
  }

  #start(shapes: readonly DecoderShape[], name: string): VideoDecoder | undefined {
    const { ffmpegPath, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    if (this.#isClosed || nowMs - this.#startedMs < BETWEEN_STARTS_MS) return undefined;
    this.#startedMs = nowMs;
    this.#started += 1;
    const ends = shapes.map(() => this.#ends.take());
    return new VideoDecoder({
      ...{ shapes, ffmpegPath, clock, ends, numbersEnd: this.#ends.take() },
      limits: this.#limits,
      name: `${name} ${this.#started}`,
    });
  }
}
