import type { ProgrammeRendition } from './ports.js';

/** A place on the timeline that a client waits for: a part, or with no part a whole segment. */
export interface ReloadPosition {
  msn: number;
  part?: number;
}

type Edge = Pick<ProgrammeRendition, 'edge' | 'partsOf' | 'published' | 'ended'>;

/** A part past the end of its segment means the first part of the next one (RFC 8216bis, 6.2.5.2). */
export function settle(position: ReloadPosition, rendition: Edge): ReloadPosition {
  const { msn, part } = position;
  if (part === undefined || msn >= rendition.edge.msn) return position;
  const parts = rendition.partsOf(msn);
  return parts !== undefined && part >= parts ? { msn: msn + 1, part: 0 } : position;
}

export function isReached(position: ReloadPosition, rendition: Edge): boolean {
  if (rendition.ended) return true;
  if (!rendition.published) return false;
  const { msn, part } = settle(position, rendition);
  const { edge } = rendition;
  if (msn !== edge.msn || part === undefined) return msn < edge.msn;
  return part < edge.parts;
}

/** How far ahead a client may ask: two segments, and three seconds' worth of parts or three parts. */
export function isTooFarAhead(
  position: ReloadPosition,
  rendition: Edge,
  targetSeconds: number,
  partTargetSeconds: number | undefined,
): boolean {
  const { edge } = rendition;
  const lastMsn = edge.msn - 1;
  if (position.msn > lastMsn + 2) return true;
  if (position.part === undefined || partTargetSeconds === undefined || position.msn < edge.msn) return false;
  const limit = partTargetSeconds < 1 ? 3 / partTargetSeconds : 3;
  const partsInSegment = Math.ceil(targetSeconds / partTargetSeconds);
  const ahead = (position.msn - edge.msn) * partsInSegment + position.part - (edge.parts - 1);
  return ahead > Math.ceil(limit);
}
