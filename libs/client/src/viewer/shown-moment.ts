import type { ViewerPhase } from './viewer-state.js';

const WATCHES: readonly ViewerPhase[] = ['playing', 'paused', 'loading'];

/** Before a show and after it there is no moment that others could be in step with. */
export const shownMoment = (phase: ViewerPhase, shownMs: number | null | undefined): number | null =>
  WATCHES.includes(phase) ? (shownMs ?? null) : null;
