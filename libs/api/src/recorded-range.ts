/** Of a clip, and of what a trim leaves. */
const SHORTEST_SECONDS = 1;

export interface RecordedRange {
  fromSeconds: number;
  toSeconds: number;
}

/** The part of a wanted range that was recorded; nothing where that is too short to be played. */
export function recordedRange(
  { fromSeconds, toSeconds }: RecordedRange,
  recordedSeconds: number,
): RecordedRange | undefined {
  const recorded = { fromSeconds, toSeconds: Math.min(toSeconds, recordedSeconds) };
  return recorded.toSeconds - fromSeconds < SHORTEST_SECONDS ? undefined : recorded;
}
