/**
 * Bounds how many packets of a track reach the programme: a token bucket of one second. A camera of 4 Mbit/s sends
 * about 500 a second, a microphone 50; who sends ten times as many sends none that matter.
 */
export class PacketBudget {
  readonly #perMs: number;
  readonly #most: number;
  #tokens: number;
  #countedMs: number | undefined;
  #dropped = 0;

  constructor(packetsPerSecond: number) {
    this.#perMs = packetsPerSecond / 1_000;
    this.#most = packetsPerSecond;
    this.#tokens = packetsPerSecond;
  }

  /** Packets left out since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  take(nowMs: number): boolean {
    const sinceMs = nowMs - (this.#countedMs ?? nowMs);
    this.#countedMs = nowMs;
    this.#tokens = Math.min(this.#most, this.#tokens + sinceMs * this.#perMs);
    if (this.#tokens < 1) {
      this.#dropped += 1;
      return false;
    }
    this.#tokens -= 1;
    return true;
  }
}
