import type { RunOpening } from './ports.js';

/** Where a programme that was started again belongs on the show's first timeline. */
export interface TimeShift {
  /** Its time zero is this long after the show's: a whole number of frames, so that video and audio move alike. */
  seconds: number;
  /** Its runs are numbered on from here, so that none is mistaken for one of an earlier programme. */
  runs: number;
}

/** Of a frame: sums of seconds are not exact. */
const ROUNDING = 1e-6;

export const shifted = ({ seconds, runs }: TimeShift, opening: RunOpening): RunOpening => ({
  ...opening,
  run: opening.run + runs,
  start: {
    units: opening.start.units + Math.round(seconds * opening.start.perSecond),
    perSecond: opening.start.perSecond,
  },
});

/**
 * Whole frames from the show's first anchor to this programme's, rounded up. Time never goes back behind what was
 * written, though this machine's clock may be minutes behind the one before it, or may have been set.
 */
export function shiftSecondsOf(
  { anchorWallMs: firstAnchorWallMs, endSeconds }: { anchorWallMs: number; endSeconds: number },
  anchorWallMs: number,
  frameRate: number,
): number {
  const seconds = Math.max(endSeconds, (anchorWallMs - firstAnchorWallMs) / 1_000);
  return Math.ceil(seconds * frameRate - ROUNDING) / frameRate;
}
