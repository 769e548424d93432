import { RtpUnwrap } from './rtp-unwrap.js';

/** Reports further apart from what was believed are a sender's clock being set, and are believed at once. */
const STEP_MS = 80;
const SMOOTHING = 0.25;

/** Places a track's RTP time stamps on its sender's wall clock, by the sender's reports. */
export class SenderClock {
  readonly #perMs: number;
  readonly #unwrap = new RtpUnwrap(32);
  #offsetMs: number | undefined;
  #isReported = false;

  constructor(clockRateHz: number) {
    this.#perMs = clockRateHz / 1_000;
  }

  /** True once the sender itself has said what its time stamps mean. */
  get isReported(): boolean {
    return this.#isReported;
  }

  /** Unwraps a time stamp; call it in order of arrival. */
  unwrap(rtpTimestamp: number): number {
    return this.#unwrap.next(rtpTimestamp);
  }

  report(ntpMs: number, rtpTimestamp: number): void {
    const offsetMs = ntpMs - this.#unwrap.peek(rtpTimestamp) / this.#perMs;
    const believed = this.#offsetMs;
    const isStep = !this.#isReported || believed === undefined || Math.abs(offsetMs - believed) > STEP_MS;
    this.#offsetMs = isStep ? offsetMs : believed + (offsetMs - believed) * SMOOTHING;
    this.#isReported = true;
  }

  /** When the sample of this time stamp was taken, by the sender's clock. */
  senderMs(unwrapped: number): number {
    return unwrapped / this.#perMs + (this.#offsetMs ?? 0);
  }

  /** The unwrapped time stamp that stands for this moment of the sender. */
  rtpAt(senderMs: number): number {
    return (senderMs - (this.#offsetMs ?? 0)) * this.#perMs;
  }
}
