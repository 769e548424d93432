import type { CodedFrame } from '#media';
import { type Arrival, TrackClock, type TrackClockOptions } from './track-clock.js';
import type { PlayedPosition } from './track-log-entry.js';

export interface PlacedFrame extends Omit<CodedFrame, 'rtpTimestamp'> {
  /** From the programme's first frame on. */
  atMs: number;
}

interface Waiting extends Arrival {
  frame: CodedFrame;
}

type Position = Omit<PlayedPosition, 'index'>;

/** Positions come once a second. A track that the programme does not play has none. */
const PATIENCE_MS = 3_000;

/** Puts the frames of a track where the programme played them: each by the nearer of the positions around it. */
export class PlacedFrames {
  readonly #clock: TrackClock;
  #waiting: Waiting[] = [];
  #before: Position | undefined;

  constructor(options: TrackClockOptions) {
    this.#clock = new TrackClock(options);
  }

  report(ntpMs: number, rtpTimestamp: number): void {
    this.#clock.report(ntpMs, rtpTimestamp);
  }

  /** Answers the frames that are not held any longer. */
  push(frame: CodedFrame, arrivedMs: number): PlacedFrame[] {
    this.#waiting.push({ frame, arrivedMs, rtp: this.#clock.unwrap(frame.rtpTimestamp) });
    const first = this.#waiting.findIndex((each) => arrivedMs - each.arrivedMs < PATIENCE_MS);
    return this.#place(this.#waiting.splice(0, Math.max(0, first)), undefined);
  }

  played(position: Position): PlacedFrame[] {
    const later = this.#waiting.findIndex((each) => this.#clock.atMs(each, position) > position.atMs);
    const due = this.#waiting.splice(0, later < 0 ? this.#waiting.length : later);
    const placed = this.#place(due, position);
    this.#before = position;
    return placed;
  }

  /** Nothing more comes. */
  rest(): PlacedFrame[] {
    return this.#place(this.#waiting.splice(0), undefined);
  }

  #place(frames: readonly Waiting[], after: Position | undefined): PlacedFrame[] {
    const before = this.#before;
    return frames.map((waiting) => {
      const { rtpTimestamp: _, ...frame } = waiting.frame;
      const late = after && this.#clock.atMs(waiting, after);
      const early = this.#clock.atMs(waiting, before ?? after);
      const isLater =
        late !== undefined && before !== undefined && (after?.atMs ?? 0) - late < early - before.atMs;
      return { ...frame, atMs: isLater ? late : early };
    });
  }
}
