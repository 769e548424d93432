import type { ProgrammeRendition } from './ports.js';

const SEGMENT_OR_PART = /\/(\d{1,15})(?:\.\d{1,10})?\.(?:m4s|vtt)$/;

/**
 * Whether a medium that is not there never will be. A name at or beyond the live edge may be announced at any moment,
 * and so may the next map: an answer that a cache kept would then be every viewer's.
 */
export function isGoneForGood(
  name: string,
  rendition: Pick<ProgrammeRendition, 'edge'> | undefined,
): boolean {
  const [, msn] = SEGMENT_OR_PART.exec(name) ?? [];
  return rendition !== undefined && msn !== undefined && Number(msn) < rendition.edge.msn;
}
