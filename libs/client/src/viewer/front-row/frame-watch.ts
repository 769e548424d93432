export interface FrameWatchHooks {
  /** No frame for a moment, on a page that is seen. */
  onSilent(): void;
  /** A frame after that. */
  onMoving(): void;
}

const LOOK_EVERY_MS = 50;
/** Two frames of the slowest programme and some jitter. */
const SILENT_MS = 250;

/** Tells within a quarter of a second that an element shows no new frame; nothing in browsers that do not tell frames. */
export class FrameWatch {
  readonly #video: HTMLVideoElement;
  readonly #hooks: FrameWatchHooks;
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  #lookedMs = performance.now();
  #frameMs = performance.now();
  #isSilent = false;
  #isClosed = false;

  constructor(video: HTMLVideoElement, hooks: FrameWatchHooks) {
    this.#video = video;
    this.#hooks = hooks;
    if (!('requestVideoFrameCallback' in video)) return;
    this.#await();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
  }

  #await(): void {
    this.#video.requestVideoFrameCallback(() => {
      if (this.#isClosed) return;
      this.#frameMs = performance.now();
      if (this.#isSilent) {
        this.#isSilent = false;
        this.#hooks.onMoving();
      }
      if (!this.#isClosed) this.#await();
    });
  }

  #look(): void {
    const nowMs = performance.now();
    // Frames are reported on the thread of this timer: where that was late, reports may be waiting.
    const isLate = nowMs - this.#lookedMs > 2 * LOOK_EVERY_MS;
    this.#lookedMs = nowMs;
    if (isLate || document.hidden || this.#video.paused) this.#frameMs = nowMs;
    if (this.#isSilent || nowMs - this.#frameMs < SILENT_MS) return;
    this.#isSilent = true;
    this.#hooks.onSilent();
  }
}
