/** Where a viewer is in the programme, in milliseconds of its clock; null where nothing plays. */
export type Playhead = () => number | null;

export interface Timer {
  /** Calls once after so many milliseconds. Returns the function that cancels it. */
  after(delayMs: number, then: () => void): () => void;
}

/** A seek and a change of speed are noticed by then. */
const LOOK_EVERY_MS = 100;
/** Whether something plays at all, by then. */
const LOOK_FOR_PLAYHEAD_MS = 250;
/** A playhead that goes back by less has not: another way of playing counts a little differently. */
const BACK_MS = 1_500;
/** Changes that are due within so short a time are shown together. */
const TOGETHER_MS = 40;

export interface PlayheadWatchOptions {
  playhead: Playhead;
  timer: Timer;
  /** The moment of the next change, if there is one. */
  nextMs(): number | undefined;
  /** The playhead is here: everything up to this moment is to be shown. */
  reached(playheadMs: number | null): void;
}

/** Says where the playhead is, whenever it gets to a change and at least ten times a second. */
export class PlayheadWatch {
  readonly #options: PlayheadWatchOptions;
  #cancel: () => void = () => undefined;
  #lastMs: number | null = null;
  #isClosed = false;

  constructor(options: PlayheadWatchOptions) {
    this.#options = options;
    this.look();
  }

  /** Now, such as when a change was added. */
  look(): void {
    if (this.#isClosed) return;
    this.#cancel();
    const { playhead, timer, nextMs, reached } = this.#options;
    const playheadMs = this.#forward(playhead());
    reached(playheadMs === null ? null : playheadMs + TOGETHER_MS / 2);
    if (this.#isClosed) return;
    this.#cancel = timer.after(waitMs(playheadMs, nextMs()), () => this.look());
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #forward(playheadMs: number | null): number | null {
    const lastMs = this.#lastMs;
    const isHeld =
      playheadMs !== null && lastMs !== null && playheadMs < lastMs && lastMs - playheadMs < BACK_MS;
    this.#lastMs = isHeld ? lastMs : playheadMs;
    return this.#lastMs;
  }
}

function waitMs(playheadMs: number | null, nextMs: number | undefined): number {
  if (playheadMs === null) return LOOK_FOR_PLAYHEAD_MS;
  const untilNextMs = nextMs === undefined ? LOOK_EVERY_MS : nextMs - playheadMs;
  return Math.min(LOOK_EVERY_MS, Math.max(TOGETHER_MS, untilNextMs));
}

export const systemTimer: Timer = {
  after(delayMs, then) {
    const timer = setTimeout(then, delayMs);
    return () => clearTimeout(timer);
  },
};
