import type { MediaStore } from '../media-store.js';
import type { SegmentRecord } from '../segment-record.js';
import type { ListedSegments } from '../segment-window.js';
import type { RestoreOptions } from './restore-options.js';
import type { TimelineState } from './snapshot-schema.js';

/** Within one timeline, zeros differ by rounding alone. */
const SAME_ZERO_MS = 500;

/** By an earlier process here, and by other replicas: those of the same timeline, since numbers of another one may be the same. */
export function knownOf(
  renditionId: string,
  { earlier, missed }: Pick<RestoreOptions, 'earlier' | 'missed'>,
  anchorWallMs: number,
): readonly SegmentRecord[] {
  const isOfTimeline = ({ programDateTimeMs, startSeconds }: SegmentRecord) =>
    Math.abs(programDateTimeMs - startSeconds * 1_000 - anchorWallMs) < SAME_ZERO_MS;
  const others = missed?.get(renditionId)?.filter(isOfTimeline) ?? [];
  return [...others, ...(earlier?.segments.get(renditionId) ?? [])];
}

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
