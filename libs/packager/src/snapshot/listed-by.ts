import type { MediaStore } from '../media-store.js';
import type { SegmentRecord } from '../segment-record.js';
import type { ListedSegments } from '../segment-window.js';
import type { TimelineState } from './snapshot-schema.js';

/** A playlist has no holes: the snapshot's segments whose bytes are here, and before them those known from earlier. */
export function listedBy(
  state: TimelineState | undefined,
  earlier: readonly SegmentRecord[] | undefined,
  store: MediaStore,
): ListedSegments | undefined {
  if (!state) return undefined;
  const segments = [...state.segments];
  let { discontinuitySequence } = state;
  const isHad = (segment: SegmentRecord) => segment.gap || store.has(segment.uri);
  for (const gone of segments.splice(0, segments.findLastIndex((segment) => !isHad(segment)) + 1))
    if (gone.discontinuity) discontinuitySequence += 1;
  const known = new Map((earlier ?? []).map((segment) => [segment.msn, segment]));
  let firstMsn = segments[0]?.msn ?? state.growing?.msn ?? state.nextMsn;
  for (let before = known.get(firstMsn - 1); before && isHad(before); before = known.get(firstMsn - 1)) {
    segments.unshift(before);
    if (before.discontinuity) discontinuitySequence -= 1;
    firstMsn = before.msn;
  }
  return { segments, discontinuitySequence: Math.max(0, discontinuitySequence) };
}
