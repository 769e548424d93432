import { SenderClock } from '#media';
import type { PlayedPosition } from './track-log-entry.js';

export interface TrackClockOptions {
  clockRateHz: number;
  /** The programme's first frame, on the clock of arrivals. */
  anchorMonotonicMs: number;
}

export interface Arrival {
  /** Unwrapped. */
  rtp: number;
  arrivedMs: number;
}

type Position = Omit<PlayedPosition, 'index'>;

/** What a programme usually holds things back, where nothing tells how long it did. */
const USUAL_DELAY_MS = 150;
/** A time stamp of another layer's clock is hours off. */
const BELIEVED_MS = 10_000;

/** When the programme played, or would have played, what came of one track. */
export class TrackClock {
  readonly #options: TrackClockOptions;
  readonly #sender: SenderClock;

  constructor(options: TrackClockOptions) {
    this.#options = options;
    this.#sender = new SenderClock(options.clockRateHz);
  }

  /** In order of arrival. */
  unwrap(rtpTimestamp: number): number {
    return this.#sender.unwrap(rtpTimestamp);
  }

  report(ntpMs: number, rtpTimestamp: number): void {
    this.#sender.report(ntpMs, rtpTimestamp);
  }

  /**
   * From the programme's first frame on, as it was played around this position. The programme may have another layer of
   * the same camera, or the position be that of another track of the same sender: then the sender's clock tells.
   */
  atMs(arrival: Arrival, position: Position | undefined): number {
    const arrivedMs = arrival.arrivedMs - this.#options.anchorMonotonicMs + USUAL_DELAY_MS;
    if (position === undefined) return arrivedMs;
    const { atMs, rtp, senderMs } = position;
    const byRtp = atMs + nearest(arrival.rtp - rtp) / (this.#options.clockRateHz / 1_000);
    if (Math.abs(byRtp - arrivedMs) < BELIEVED_MS) return byRtp;
    if (senderMs === undefined || !this.#sender.isReported) return arrivedMs;
    return this.#sender.senderMs(arrival.rtp) - senderMs + atMs;
  }
}

const TURN = 2 ** 32;

/** The difference of two time stamps of which one is unwrapped. */
const nearest = (difference: number): number => difference - Math.round(difference / TURN) * TURN;
