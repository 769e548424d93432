const SEQUENCE_AT = 2;
const TURN = 65_536;
/** Retransmissions have come by then, or never will. */
const PATIENCE_MS = 250;
/** More at once is a sender that restarted, or a connection that was away. */
const MOST_MISSING = 200;

/** Asks for a key frame when packets of a video stay away: until one comes, nothing that follows can be decoded. */
export class GapWatch {
  readonly #ask: () => void;
  readonly #missing = new Map<number, number>();
  #next: number | undefined;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  saw(rtp: Uint8Array, nowMs: number): void {
    const sequence = ((rtp[SEQUENCE_AT] ?? 0) << 8) | (rtp[SEQUENCE_AT + 1] ?? 0);
    const ahead = this.#next === undefined ? 0 : (sequence - this.#next + TURN) % TURN;
    if (ahead >= TURN / 2) this.#missing.delete(sequence);
    else {
      if (ahead > MOST_MISSING) this.#giveUp();
      else
        for (let step = 0; step < ahead; step += 1)
          this.#missing.set(((this.#next ?? 0) + step) % TURN, nowMs);
      this.#next = (sequence + 1) % TURN;
    }
    for (const sinceMs of this.#missing.values()) {
      // The oldest comes first.
      if (nowMs - sinceMs >= PATIENCE_MS || this.#missing.size > MOST_MISSING) this.#giveUp();
      return;
    }
  }

  #giveUp(): void {
    this.#missing.clear();
    this.#ask();
  }
}
