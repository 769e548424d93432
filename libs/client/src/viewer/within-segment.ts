import type Hls from 'hls.js';

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly sn: number | string;
}

/** What of a live playlist says where its segments begin. */
export interface ListedSegments {
  readonly fragments: readonly Piece[];
  /** The segment that grows. */
  readonly fragmentHint?: Piece | undefined;
  readonly partList: readonly { readonly fragment: Piece }[] | null;
}

/** Buffers end with a frame or a packet, playlists count in their own units. */
const SAME_INSTANT_S = 0.03;

/**
 * Whether the buffer ends inside a segment that is loaded part by part. A quality that is changed there begins with a frame
 * that depends on no other, at the start of the segment: that takes the rest of the segment out of the buffer, the frames
 * that are about to be shown among it.
 */
export function isWithinSegment(
  { fragments, fragmentHint, partList }: ListedSegments,
  bufferedEndS: number,
): boolean {
  if (!partList?.length) return false;
  if (fragmentHint && bufferedEndS > fragmentHint.start + SAME_INSTANT_S) return true;
  const around = fragments.find(
    ({ start, end }) => bufferedEndS > start + SAME_INSTANT_S && bufferedEndS < end - SAME_INSTANT_S,
  );
  return around !== undefined && partList.some(({ fragment }) => fragment.sn === around.sn);
}

/** The segment that is needed next, where all that is listed is buffered and ends with a segment. */
export function nextSegmentOf({
  latestLevelDetails: details,
  mainForwardBufferInfo: buffered,
}: Pick<Hls, 'latestLevelDetails' | 'mainForwardBufferInfo'>): number | undefined {
  if (!details?.live || !details.partList?.length || !buffered?.len) return undefined;
  const isOpen = details.lastPartSn !== details.endSN;
  return isOpen || buffered.end < details.partEnd - SAME_INSTANT_S ? undefined : details.endSN + 1;
}
