/** Turns a counter that wraps at `2^bits` into one that does not. Steps of less than half a turn count either way. */
export class RtpUnwrap {
  readonly #span: number;
  #last: number | undefined;

  constructor(bits: 16 | 32) {
    this.#span = 2 ** bits;
  }

  /** The unwrapped value; the first one is its own, later ones may fall below it. */
  next(wrapped: number): number {
    const value = this.peek(wrapped);
    this.#last = value;
    return value;
  }

  /** What `next` would answer, without moving. */
  peek(wrapped: number): number {
    if (this.#last === undefined) return wrapped;
    const last = ((this.#last % this.#span) + this.#span) % this.#span;
    let step = (wrapped - last) % this.#span;
    if (step >= this.#span / 2) step -= this.#span;
    if (step < -this.#span / 2) step += this.#span;
    return this.#last + step;
  }

  reset(): void {
    this.#last = undefined;
  }
}
