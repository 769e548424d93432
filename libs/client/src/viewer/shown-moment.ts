import type { ViewerPhase } from './viewer-state.js';

const WATCHES: readonly ViewerPhase[] = ['playing', 'paused', 'loading'];

/** The moment of the programme that is on the screen. Before a show and after it there is none to be in step with. */
export class ShownMoment {
  #lastMs: number | null = null;

  /** A seek says at once where it goes, and shows what was there until it has the frame. */
  read(phase: ViewerPhase, isSeeking: boolean, shownMs: number | null | undefined): number | null {
    if (!WATCHES.includes(phase)) this.#lastMs = null;
    else if (!isSeeking || this.#lastMs === null) this.#lastMs = shownMs ?? null;
    return this.#lastMs;
  }
}
