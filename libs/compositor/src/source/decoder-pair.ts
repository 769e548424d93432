import type { Clock } from '#kernel';
import type { CodedFrame, VideoCodec } from '#media';
import { type DecoderShape, sameShapes } from './decoder-arguments.js';
import type { DecoderPool } from './decoder-pool.js';
import { RecentFrames } from './recent-frames.js';
import type { TimedFrame, VideoDecoder } from './video-decoder.js';

export interface DecoderPairEvents {
  /** Not steady: it waited for its decoder to start, so its lateness says nothing of the connection. */
  frame(frame: TimedFrame, isSteady: boolean): void;
  keyFrameNeeded(): void;
  died(reason: string): void;
}

export interface DecoderPairOptions {
  name: string;
  codec: VideoCodec;
  pool: Pick<DecoderPool, 'take'>;
  clock: Clock;
  events: DecoderPairEvents;
}

interface Slot {
  decoder: VideoDecoder;
  /** It was given a key frame, so that every frame counts. */
  isFed: boolean;
  startedMs: number;
  firstFrameMs?: number;
  lastFrameMs: number;
  /** Frames of before it began, on the sender's clock. Those older than what another decoder has shown are not shown. */
  replayed?: { fromRtp: number; toRtp: number };
}

/** A decoder that lived shorter than this waits before its successor starts: bad input must not spin. */
const YOUNG_MS = 1_000;
const REST_MS = 400;
/** Frames go in and no frame comes out for this long: it hangs. */
const SILENT_MS = 2_000;
const SILENT_FRAMES = 10;
/**
 * A machine that is full makes every decoder silent, and starting others makes it fuller: one that hung has longer the
 * next time, until a decoder has lived for a while.
 */
const SILENT_AT_MOST_MS = 16_000;
const PROVEN_MS = 20_000;
/** A screen may change its size with every frame: so many decoders start for it at once, then one more each time. */
const RESHAPES_AT_ONCE = 3;
const RESHAPE_AGAIN_MS = 700;
/** After its first frame a decoder still works off what had to wait for it. */
const CATCH_UP_MS = 600;

/** The decoder that shows, and beside it the one that takes over with its first frame. */
export class DecoderPair {
  readonly #options: DecoderPairOptions;
  readonly #recent = new RecentFrames();
  #newestRtp = Number.NEGATIVE_INFINITY;
  #current: Slot | undefined;
  #next: Slot | undefined;
  #wanted: readonly DecoderShape[] | undefined;
  #restUntilMs = Number.NEGATIVE_INFINITY;
  #reshapesLeft = RESHAPES_AT_ONCE;
  #reshapedMs = Number.NEGATIVE_INFINITY;
  #restarts = 0;
  #patienceMs = SILENT_MS;

  constructor(options: DecoderPairOptions) {
    this.#options = options;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get pids(): number[] {
    return [this.#current, this.#next].flatMap((slot) => slot?.decoder.pid ?? []);
  }

  /** Images of these shapes from now on, as soon as a decoder for them is running. */
  shape(wanted: readonly DecoderShape[]): void {
    if (this.#wanted && sameShapes(this.#wanted, wanted)) return;
    this.#wanted = wanted;
    if (this.#next) this.#drop(this.#next);
    this.#next = undefined;
    this.#startIfWanted(this.#options.clock.monotonicMs());
  }

  write(frame: CodedFrame, rtpTime: number): void {
    this.#recent.push(frame, rtpTime);
    for (const slot of [this.#current, this.#next]) if (slot) this.#feed(slot, frame, rtpTime);
  }

  /** What was written so far cannot be continued: packets are missing. */
  lose(): void {
    this.#recent.clear();
    for (const slot of [this.#current, this.#next]) if (slot) slot.isFed = false;
  }

  review(nowMs: number): void {
    this.#startIfWanted(nowMs);
    for (const slot of [this.#current, this.#next]) {
      if (!slot?.isFed || slot.decoder.inFlight < SILENT_FRAMES) continue;
      if (nowMs - Math.max(slot.lastFrameMs, slot.startedMs) <= this.#patienceMs) continue;
      this.#patienceMs = Math.min(SILENT_AT_MOST_MS, 2 * this.#patienceMs);
      this.#died(slot, 'hangs');
    }
  }

  async close(): Promise<void> {
    this.#wanted = undefined;
    this.#newestRtp = Number.NEGATIVE_INFINITY;
    const slots = [this.#current, this.#next];
    this.#current = undefined;
    this.#next = undefined;
    await Promise.all(slots.map((slot) => slot?.decoder.close()));
  }

  #feed(slot: Slot, frame: CodedFrame, rtpTime: number): void {
    if (slot.isFed && slot.decoder.isBehind) slot.isFed = false;
    if (!slot.isFed && (!frame.isKey || slot.decoder.isBehind)) {
      this.#options.events.keyFrameNeeded();
      return;
    }
    slot.isFed = true;
    slot.decoder.write(frame, this.#options.codec, rtpTime);
  }

  #startIfWanted(nowMs: number): void {
    const wanted = this.#wanted;
    if (!wanted || this.#next || nowMs < this.#restUntilMs) return;
    if (this.#current && sameShapes(this.#current.decoder.shapes, wanted)) return;
    if (this.#current && !this.#mayReshape(nowMs)) return;
    const decoder = this.#options.pool.take(wanted, this.#options.name, this.#current !== undefined);
    if (!decoder) return;
    if (this.#current) this.#reshapesLeft -= 1;
    const slot: Slot = { decoder, isFed: false, startedMs: nowMs, lastFrameMs: nowMs };
    if (this.#current) this.#next = slot;
    else this.#current = slot;
    decoder.attach({
      frame: (frame) => this.#frame(slot, frame),
      died: (reason) => this.#died(slot, reason),
    });
    this.#replay(slot);
  }

  #mayReshape(nowMs: number): boolean {
    const regained = Math.floor((nowMs - this.#reshapedMs) / RESHAPE_AGAIN_MS);
    if (regained > 0) {
      this.#reshapesLeft = Math.min(RESHAPES_AT_ONCE, this.#reshapesLeft + regained);
      this.#reshapedMs = nowMs;
    }
    return this.#reshapesLeft > 0;
  }

  /** Gives a new decoder the frames since the last key frame. */
  #replay(slot: Slot): void {
    const { frames } = this.#recent;
    const [first, last] = [frames[0], frames.at(-1)];
    if (!first || !last) {
      this.#options.events.keyFrameNeeded();
      return;
    }
    slot.replayed = { fromRtp: first.rtpTime, toRtp: last.rtpTime };
    for (const { frame, rtpTime } of frames) this.#feed(slot, frame, rtpTime);
  }

  /** The newest itself is wanted again: of a screen on which nothing moves there may be no other in the new size. */
  #isOutrun({ replayed }: Slot, { rtpTime }: TimedFrame): boolean {
    if (!replayed || rtpTime >= this.#newestRtp) return false;
    return rtpTime >= replayed.fromRtp && rtpTime <= replayed.toRtp;
  }

  #frame(slot: Slot, frame: TimedFrame): void {
    const nowMs = this.#options.clock.monotonicMs();
    slot.lastFrameMs = nowMs;
    if (this.#isOutrun(slot, frame)) {
      frame.release();
      return;
    }
    if (slot === this.#next) {
      if (this.#current) this.#drop(this.#current);
      this.#current = slot;
      this.#next = undefined;
    }
    if (slot !== this.#current) {
      frame.release();
      return;
    }
    this.#newestRtp = frame.rtpTime;
    slot.firstFrameMs ??= nowMs;
    if (nowMs - slot.firstFrameMs > PROVEN_MS) this.#patienceMs = SILENT_MS;
    this.#options.events.frame(frame, nowMs - slot.firstFrameMs > CATCH_UP_MS);
  }

  #died(slot: Slot, reason: string): void {
    if (slot !== this.#current && slot !== this.#next) return;
    const nowMs = this.#options.clock.monotonicMs();
    this.#drop(slot);
    this.#restarts += 1;
    if (slot === this.#current) {
      // The decoder that was to take over is now the only one.
      this.#current = this.#next;
      this.#next = undefined;
    } else this.#next = undefined;
    if (nowMs - slot.startedMs < YOUNG_MS) this.#restUntilMs = nowMs + REST_MS;
    this.#options.events.died(reason);
    this.review(nowMs);
  }

  #drop(slot: Slot): void {
    void slot.decoder.close();
  }
}
