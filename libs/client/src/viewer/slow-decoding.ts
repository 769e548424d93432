const WINDOW_MS = 4_000;
/** Of fewer frames nothing can be said. */
const FRAMES_AT_LEAST = 40;
const DROPPED_SHARE = 0.15;
/** One window may hold a change of quality, or another page that wants the processor. */
const WINDOWS = 2;

/** As `getVideoPlaybackQuality` counts them. */
export interface PlayedFrames {
  totalVideoFrames: number;
  droppedVideoFrames: number;
}

/** Detects a decoder that does not keep up: frames that come too late are dropped. */
export class SlowDecoding {
  #since: { ms: number; total: number; dropped: number } | undefined;
  #slowWindows = 0;

  /** Called periodically; true once for each time. Frames of a page that is not seen are dropped by any browser. */
  step(
    { totalVideoFrames: total, droppedVideoFrames: dropped }: PlayedFrames,
    isShown: boolean,
    nowMs: number,
  ): boolean {
    const since = this.#since;
    if (!isShown || since === undefined || total < since.total) {
      this.#slowWindows = 0;
      this.#since = isShown ? { ms: nowMs, total, dropped } : undefined;
      return false;
    }
    if (nowMs - since.ms < WINDOW_MS) return false;
    this.#since = { ms: nowMs, total, dropped };
    const frames = total - since.total;
    const isSlow = frames >= FRAMES_AT_LEAST && dropped - since.dropped > DROPPED_SHARE * frames;
    this.#slowWindows = isSlow ? this.#slowWindows + 1 : 0;
    if (this.#slowWindows < WINDOWS) return false;
    this.#slowWindows = 0;
    return true;
  }
}
