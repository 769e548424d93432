/** Asks again after this long without one. The stage throttles too; this keeps the way there quiet. */
const AGAIN_MS = 500;

/** Asks a sender for a key frame, and again until one comes. */
export class KeyFrameRequester {
  readonly #ask: () => void;
  #askedMs = Number.NEGATIVE_INFINITY;
  #isWaiting = false;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  want(nowMs: number): void {
    this.#isWaiting = true;
    this.review(nowMs);
  }

  review(nowMs: number): void {
    if (!this.#isWaiting || nowMs - this.#askedMs < AGAIN_MS) return;
    this.#askedMs = nowMs;
    this.#ask();
  }

  came(): void {
    this.#isWaiting = false;
    this.#askedMs = Number.NEGATIVE_INFINITY;
  }
}
