import type { JournalState } from '../timeline-journal.js';
import type { PackagerState } from './snapshot-schema.js';

/** What of a snapshot still counts for a programme of other renditions: numbers, discontinuities, spans and the clock. */
export function historyOf({
  anchorWallMs,
  grid,
  renditions,
  dateRanges,
  phase,
}: PackagerState): JournalState {
  const [first] = renditions;
  const { segments = [], growing, discontinuitySequence = 0 } = first?.timeline ?? {};
  const listed = [...segments, ...(growing === undefined ? [] : [growing.head])];
  const count = discontinuitySequence + listed.filter(({ discontinuity }) => discontinuity).length;
  return {
    anchorWallMs,
    lastMsn: grid.nextMsn - 1,
    // Only their number matters: none of them is listed any more.
    discontinuities: Array.from({ length: count }, () => 0),
    segments: new Map(),
    endSeconds: Math.max(0, ...renditions.map(({ pipeline }) => pipeline.cutter?.edgeSeconds ?? 0)),
    dateRanges,
    ended: phase === 'ended',
  };
}
