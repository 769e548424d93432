export interface DuckingOptions {
  /** What is left of the ducked audio while a participant speaks: 0.25 is 12 dB down. */
  depth: number;
}

const SPEECH_LEVEL = 0.01;
const HOLD_MS = 600;
const ATTACK_MS = 80;
const RELEASE_MS = 500;

/** Brings a shared screen's audio down under speech: fast down, held over pauses for breath, slowly up. */
export class Ducking {
  readonly #depth: number;
  #gain = 1;
  #heldMs = 0;

  constructor(options: DuckingOptions) {
    this.#depth = options.depth;
  }

  get gain(): number {
    return this.#gain;
  }

  step(speechLevel: number, elapsedMs: number): number {
    this.#heldMs = speechLevel > SPEECH_LEVEL ? HOLD_MS : Math.max(0, this.#heldMs - elapsedMs);
    const target = this.#heldMs > 0 ? this.#depth : 1;
    const timeMs = target < this.#gain ? ATTACK_MS : RELEASE_MS;
    this.#gain += (target - this.#gain) * (1 - Math.exp(-elapsedMs / timeMs));
    return this.#gain;
  }
}
