import type { RecordedRendition } from './recording-index.js';
import type { TimelineSlot } from './recording-timeline.js';

/** The codec that a map names; empty where it names none. */
export type CodecOfMap = (renditionId: string, mapUri: string) => string;
export type CodecsOf = (rendition: RecordedRendition) => readonly string[];

/**
 * Each codec once, in the order in which they are played: x264 may have taken the place of another encoder on air, and
 * `CODECS` names all that a player needs (RFC 8216, 4.3.4.2).
 */
export const playedCodecs =
  (slots: readonly TimelineSlot[], codecOf: CodecOfMap): CodecsOf =>
  ({ spec: { id } }) => {
    const maps = new Set(slots.flatMap(({ segments }) => segments.get(id)?.mapUri ?? []));
    return [...new Set([...maps].map((uri) => codecOf(id, uri)))].filter((codec) => codec !== '');
  };
