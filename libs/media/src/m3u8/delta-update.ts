import type { MediaPlaylist } from './media-playlist.js';

const durationOf = (items: readonly { durationSeconds: number }[]): number =>
  items.reduce((sum, item) => sum + item.durationSeconds, 0);

/** The same playlist without what lies behind the skip boundary; nothing when there is nothing to leave out. */
export function deltaOf(playlist: MediaPlaylist): MediaPlaylist | undefined {
  const boundary = playlist.serverControl.canSkipUntilSeconds;
  if (boundary === undefined || playlist.ended) return undefined;
  let behindEdgeSeconds = durationOf(playlist.segments) + durationOf(playlist.open?.parts ?? []);
  let skipped = 0;
  for (const segment of playlist.segments) {
    behindEdgeSeconds -= segment.durationSeconds;
    // A segment may be skipped once it lies wholly behind the boundary (RFC 8216bis, 6.2.5.1).
    if (behindEdgeSeconds < boundary) break;
    skipped += 1;
  }
  if (skipped === 0) return undefined;
  return { ...playlist, skippedSegments: skipped, segments: playlist.segments.slice(skipped) };
}

/** What a client makes of a delta update and the playlist that it already has. */
export function applyDelta(known: MediaPlaylist, delta: MediaPlaylist): MediaPlaylist {
  const { skippedSegments = 0, ...rest } = delta;
  const from = delta.mediaSequence - known.mediaSequence;
  const skipped = known.segments.slice(from, from + skippedSegments);
  if (from < 0 || skipped.length < skippedSegments)
    throw new RangeError('the delta update skips segments that are not known');
  const mapUri = skipped.at(-1)?.mapUri ?? '';
  const inherit = <T extends { mapUri: string }>(segment: T): T =>
    segment.mapUri === '' ? { ...segment, mapUri } : segment;
  return {
    ...rest,
    segments: [...skipped.map((segment) => ({ ...segment, parts: [] })), ...rest.segments.map(inherit)],
    ...(rest.open === undefined ? {} : { open: inherit(rest.open) }),
  };
}
