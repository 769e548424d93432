import { SenderClock } from '#media';
import { DelayMeter } from './delay-meter.js';

/** Where a track stands in time: its arrivals here, and its sender's own word for when it was taken. */
export class TrackTiming {
  readonly #perMs: number;
  readonly #sender: SenderClock;
  readonly #meter = new DelayMeter();
  /** How long before it is heard or seen something of this track must be ready. */
  readonly leadMs: number;
  /** Nothing of it is heard at this moment: a jump would not be either. */
  isQuiet = true;

  constructor(clockRateHz: number, leadMs: number) {
    this.leadMs = leadMs;
    this.#perMs = clockRateHz / 1_000;
    this.#sender = new SenderClock(clockRateHz);
  }

  get perMs(): number {
    return this.#perMs;
  }

  get isReported(): boolean {
    return this.#sender.isReported;
  }

  get isKnown(): boolean {
    return this.#meter.lineMs !== undefined;
  }

  get jitterMs(): number {
    return this.#meter.jitterMs;
  }

  /** Add to a time stamp in milliseconds for the local time of its earliest arrival. */
  get arrivalOffsetMs(): number {
    return this.#meter.lineMs ?? 0;
  }

  /** Add to a time stamp in milliseconds for the sender's time of its taking. */
  get senderOffsetMs(): number {
    return this.#sender.senderMs(0);
  }

  unwrap(rtpTimestamp: number): number {
    return this.#sender.unwrap(rtpTimestamp);
  }

  /** Something with this time stamp is ready to be played. */
  ready(unwrapped: number, atMs: number): void {
    this.#meter.observe(unwrapped / this.#perMs, atMs);
  }

  report(ntpMs: number, rtpTimestamp: number): void {
    this.#sender.report(ntpMs, rtpTimestamp);
  }

  /** The flow broke off or its path changed: what was learnt of delays is void. */
  forgetDelays(): void {
    this.#meter.reset();
  }
}
