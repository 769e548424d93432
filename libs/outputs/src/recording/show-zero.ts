import type { RecordedSegment } from './recording-line.js';

/** The time of day at time zero of the timeline on which the segment lies. */
export const showZeroMs = ({ programDateTimeMs, startSeconds }: RecordedSegment): number =>
  Math.round(programDateTimeMs - startSeconds * 1_000);
