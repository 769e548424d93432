/** What a look at the connection's statistics found. */
export interface StreamSample {
  nowMs: number;
  frames: number;
  bytes: number;
  /** Sum of all freezes so far, where the browser counts them. */
  freezesS: number;
  /** Nobody sees the page: browsers may leave frames undecoded. */
  isHidden: boolean;
}

/** Up to the first frame: the handshake, and one key frame to wait for. */
const FIRST_FRAME_WITHIN_MS = 6_000;
/** When the server dies its media workers go with it, and no event says so: HLS, which goes on, is there a moment later. */
const SILENT_AT_MOST_MS = 1_000;
/** More freezes than this within one window: HLS, which has a buffer, plays this network better. */
const FREEZES_AT_MOST_S = 2;
const WINDOW_MS = 10_000;

/** Decides by the connection's statistics whether it still plays. */
export class StreamHealth {
  #movedMs: number;
  #frames = 0;
  #bytes = 0;
  #window: { sinceMs: number; freezesS: number } | undefined;

  constructor(nowMs: number) {
    this.#movedMs = nowMs;
  }

  /** True as long as it plays. */
  step({ nowMs, frames, bytes, freezesS, isHidden }: StreamSample): boolean {
    const hasMoved = frames > this.#frames || (isHidden && bytes > this.#bytes);
    if (hasMoved) this.#movedMs = nowMs;
    this.#frames = frames;
    this.#bytes = bytes;
    const silentMs = nowMs - this.#movedMs;
    if (frames === 0) return silentMs < FIRST_FRAME_WITHIN_MS;
    return silentMs < SILENT_AT_MOST_MS && !this.#freezesTooMuch(nowMs, freezesS, isHidden);
  }

  #freezesTooMuch(nowMs: number, freezesS: number, isHidden: boolean): boolean {
    if (isHidden || !this.#window || nowMs - this.#window.sinceMs > WINDOW_MS)
      this.#window = { sinceMs: nowMs, freezesS };
    return freezesS - this.#window.freezesS > FREEZES_AT_MOST_S;
  }
}
