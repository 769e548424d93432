export interface PartOfPlaylist {
  readonly start: number;
  readonly end: number;
  readonly loaded: boolean;
  gap: boolean;
}

/** Buffers count in microseconds, playlists in sums of fractions. */
const SAME_INSTANT_S = 0.002;

/**
 * hls.js now and then takes a part that lies in the buffer for one that it has not loaded. At the end of that part's
 * segment it then waits until the segment after is whole: a freeze of nearly two segments. Over a part that is marked
 * as a gap it steps. To be called with each playlist, before hls.js selects its next part.
 */
export function stepOverBuffered(
  parts: readonly PartOfPlaylist[] | null | undefined,
  buffered: TimeRanges | undefined,
): void {
  if (!parts || !buffered || buffered.length === 0) return;
  const fromS = buffered.start(buffered.length - 1) - SAME_INSTANT_S;
  const toS = buffered.end(buffered.length - 1) + SAME_INSTANT_S;
  for (const part of parts) if (!part.loaded && part.start >= fromS && part.end <= toS) part.gap = true;
}
