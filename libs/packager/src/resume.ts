import type { MediaStore } from './media-store.js';
import type { SegmentRecord } from './segment-record.js';
import type { JournalState } from './timeline-journal.js';

/** A kill loses what was on its way to the disk; a longer hole than this ends the part that can be rewound. */
const LONGEST_HOLE = 5;

/** What of an earlier run's timeline can still be listed. Numbers that a viewer may have seen and that are lost are gaps. */
export function resumeFrom(
  state: JournalState,
  renditionId: string,
  store: MediaStore,
  segmentSeconds: number,
): { segments: SegmentRecord[]; discontinuitySequence: number } {
  const known = new Map((state.segments.get(renditionId) ?? []).map((segment) => [segment.msn, segment]));
  const isThere = (segment: SegmentRecord) => segment.gap || store.has(segment.uri);
  let firstMsn = state.lastMsn + 1;
  for (let msn = state.lastMsn; msn > 0 && firstMsn - msn <= LONGEST_HOLE; msn -= 1) {
    const segment = known.get(msn);
    if (segment && isThere(segment)) firstMsn = msn;
  }
  const segments: SegmentRecord[] = [];
  for (let msn = firstMsn; msn <= state.lastMsn; msn += 1) {
    const segment = known.get(msn);
    const before = segments.at(-1);
    if (segment) segments.push(isThere(segment) ? segment : { ...segment, gap: true, sizeBytes: 0 });
    else if (before) segments.push(lostAfter(before, segmentSeconds, state.discontinuities.includes(msn)));
  }
  const discontinuitySequence = state.discontinuities.filter((msn) => msn < firstMsn).length;
  return { segments, discontinuitySequence };
}

/** A viewer may have seen its parts, so its number is taken; its media died with the process. */
function lostAfter(last: SegmentRecord, segmentSeconds: number, discontinuity: boolean): SegmentRecord {
  return {
    ...last,
    msn: last.msn + 1,
    uri: last.uri.replace(/\d+(\.\w+)$/, `${last.msn + 1}$1`),
    startSeconds: last.endSeconds,
    endSeconds: last.endSeconds + segmentSeconds,
    programDateTimeMs: last.programDateTimeMs + Math.round((last.endSeconds - last.startSeconds) * 1_000),
    discontinuity,
    gap: true,
    sizeBytes: 0,
  };
}
