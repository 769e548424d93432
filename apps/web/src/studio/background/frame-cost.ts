/** Frames that are looked at together: two seconds of a camera. */
const WINDOW = 60;
/** The first frames wait for shaders that are compiled. */
const WARM_UP = 30;
/** A camera that gives 30 frames a second would be seen with fewer than 24. */
const MOST_MS = 1_000 / 24;

/** Whether the effect takes so long that frames are lost. */
export class FrameCost {
  #count = 0;
  #sumMs = 0;
  #seen = 0;

  /** True once the frames of a whole window took too long on average. */
  isTooMuch(tookMs: number): boolean {
    this.#seen += 1;
    if (this.#seen <= WARM_UP) return false;
    this.#count += 1;
    this.#sumMs += tookMs;
    if (this.#count < WINDOW) return false;
    const isTooMuch = this.#sumMs / this.#count > MOST_MS;
    this.#count = 0;
    this.#sumMs = 0;
    return isTooMuch;
  }
}
