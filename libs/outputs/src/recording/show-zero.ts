import type { RecordedSegment } from './recording-line.js';

/** The programme's clock at the show's time zero, from which the times in captions count. */
export const showZeroMs = ({ programDateTimeMs, startSeconds }: RecordedSegment): number =>
  Math.round(programDateTimeMs - startSeconds * 1_000);
