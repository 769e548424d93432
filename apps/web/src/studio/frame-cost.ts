interface FrameCostLimits {
  /** Frames that are looked at together. */
  window: number;
  /** Frames at the beginning that are not looked at: code is still being compiled. */
  warmUp: number;
  /** What a frame may take on average. */
  mostMs: number;
}

/** Two seconds of a camera; one that gives 30 frames a second would be seen with fewer than 24. */
export const CAMERA_COST: FrameCostLimits = { window: 60, warmUp: 30, mostMs: 1_000 / 24 };

/** Whether an effect takes so long that frames are lost. */
export class FrameCost {
  readonly #limits: FrameCostLimits;
  #count = 0;
  #sumMs = 0;
  #seen = 0;

  constructor(limits: FrameCostLimits) {
    this.#limits = limits;
  }

  /** True once the frames of a whole window took too long on average. */
  isTooMuch(tookMs: number): boolean {
    const { window, warmUp, mostMs } = this.#limits;
    this.#seen += 1;
    if (this.#seen <= warmUp) return false;
    this.#count += 1;
    this.#sumMs += tookMs;
    if (this.#count < window) return false;
    const isTooMuch = this.#sumMs / this.#count > mostMs;
    this.#count = 0;
    this.#sumMs = 0;
    return isTooMuch;
  }
}
