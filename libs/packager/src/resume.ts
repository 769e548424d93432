import type { MediaStore } from './media-store.js';
import type { SegmentRecord } from './segment-record.js';
import type { JournalState } from './timeline-journal.js';

/** What of an earlier run's timeline can still be listed: the newest segments without a hole among them. */
export function resumeFrom(
  state: JournalState,
  renditionId: string,
  store: MediaStore,
  segmentSeconds: number,
): { segments: SegmentRecord[]; discontinuitySequence: number } {
  const known = state.segments.get(renditionId) ?? [];
  const kept: SegmentRecord[] = [];
  let expected = state.lastMsn;
  for (const segment of [...known].reverse()) {
    // The newest number may have been opened and never finished; behind it nothing may be missing.
    if (segment.msn !== expected && !(kept.length === 0 && segment.msn === expected - 1)) break;
    if (!segment.gap && !store.has(segment.uri)) break;
    kept.unshift(segment);
    expected = segment.msn - 1;
  }
  const last = kept.at(-1);
  if (last && last.msn < state.lastMsn) kept.push(lostAfter(last, segmentSeconds));
  const firstMsn = kept[0]?.msn ?? state.lastMsn + 1;
  const discontinuitySequence = state.discontinuities.filter((msn) => msn < firstMsn).length;
  return { segments: kept, discontinuitySequence };
}

/** Somebody may have seen its parts, so its number is taken; its media died with the process. */
function lostAfter(last: SegmentRecord, segmentSeconds: number): SegmentRecord {
  return {
    ...last,
    msn: last.msn + 1,
    uri: last.uri.replace(/\d+(\.m4s)$/, `${last.msn + 1}$1`),
    startSeconds: last.endSeconds,
    endSeconds: last.endSeconds + segmentSeconds,
    programDateTimeMs: last.programDateTimeMs + Math.round((last.endSeconds - last.startSeconds) * 1_000),
    discontinuity: false,
    gap: true,
    sizeBytes: 0,
  };
}
