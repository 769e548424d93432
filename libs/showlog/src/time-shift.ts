import type { RunOpening } from './ports.js';

/** Where a programme that was started again belongs on the show's first timeline. */
export interface TimeShift {
  /** Its time zero is this long after the show's: a whole number of frames, so that video and audio move alike. */
  seconds: number;
  /** Its runs are numbered on from here, so that none is mistaken for one of an earlier programme. */
  runs: number;
}

export const shifted = ({ seconds, runs }: TimeShift, opening: RunOpening): RunOpening => ({
  ...opening,
  run: opening.run + runs,
  start: {
    units: opening.start.units + Math.round(seconds * opening.start.perSecond),
    perSecond: opening.start.perSecond,
  },
});

/** Whole frames from the show's first anchor to this programme's, rounded up: time never goes back. */
export function shiftSecondsOf(firstAnchorWallMs: number, anchorWallMs: number, frameRate: number): number {
  return Math.max(0, Math.ceil(((anchorWallMs - firstAnchorWallMs) / 1_000) * frameRate) / frameRate);
}
