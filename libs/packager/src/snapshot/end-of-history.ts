import type { JournalState } from '../timeline-journal.js';

/** Show time at which the segments of earlier runs ended, whether they can still be listed or not. */
export function endOfHistory(state: JournalState | undefined): number {
  if (state === undefined) return 0;
  const ends = [...state.segments.values()].map((segments) => segments.at(-1)?.endSeconds ?? 0);
  return Math.max(0, state.endSeconds ?? 0, ...ends);
}
