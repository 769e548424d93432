interface Limit {
  packetsPerSecond: number;
  atOnce: number;
}

/** A key frame of a 4K screen is 1,700 packets at once; 6,000 a second are 57 Mbit/s. Opus sends 50 to 100 a second. */
const LIMITS: Record<'video' | 'audio', Limit> = {
  video: { packetsPerSecond: 6_000, atOnce: 4_000 },
  audio: { packetsPerSecond: 400, atOnce: 400 },
};

/** What one track may send. Packets beyond are dropped before they cost anything, as a network that is full would do. */
export class PacketBudget {
  readonly #limit: Limit;
  #left: number;
  #atMs: number | undefined;
  #dropped = 0;

  constructor(kind: 'video' | 'audio') {
    this.#limit = LIMITS[kind];
    this.#left = this.#limit.atOnce;
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** True when this packet may pass. */
  take(nowMs: number): boolean {
    const elapsedMs = Math.max(0, nowMs - (this.#atMs ?? nowMs));
    this.#atMs = nowMs;
    const { atOnce, packetsPerSecond } = this.#limit;
    this.#left = Math.min(atOnce, this.#left + (elapsedMs * packetsPerSecond) / 1_000);
    if (this.#left < 1) {
      this.#dropped += 1;
      return false;
    }
    this.#left -= 1;
    return true;
  }
}
