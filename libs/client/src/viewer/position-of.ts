/** A segment of a playlist, as hls.js knows it. */
interface DatedFragment {
  /** In the element's time. */
  start: number;
  duration: number;
  programDateTime: number | null;
}

/** Where a moment of the programme lies in the element's time; of one in a pause, where the media go on. */
export function positionOf(fragments: readonly DatedFragment[], programmeMs: number): number | null {
  for (const { start, duration, programDateTime } of fragments) {
    if (programDateTime === null) continue;
    const atS = (programmeMs - programDateTime) / 1_000;
    if (atS < duration) return start + Math.max(0, atS);
  }
  const last = fragments.at(-1);
  return last === undefined || last.programDateTime === null ? null : last.start + last.duration;
}
