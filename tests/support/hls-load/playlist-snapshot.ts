import { gunzipSync } from 'node:zlib';
import { type MediaPart, parseMediaPlaylist } from '#media';

export interface ListedPart {
  mediaSequence: number;
  part: number;
  uri: string;
  /** On the show's own clock: when the last of it was composed. */
  endWallMs: number;
}

/** What a viewer needs of a media playlist. */
export interface PlaylistSnapshot {
  parts: readonly ListedPart[];
  /** What to block for next. */
  next: { mediaSequence: number; part: number };
  canSkip: boolean;
  partTargetMs: number;
  ended: boolean;
}

function partsOf(
  head: { programDateTimeMs: number; parts: readonly MediaPart[] },
  mediaSequence: number,
): ListedPart[] {
  let endWallMs = head.programDateTimeMs;
  return head.parts.flatMap((part, index) => {
    endWallMs += part.durationSeconds * 1_000;
    // A player does not ask for what is announced as missing.
    return part.gap ? [] : [{ mediaSequence, part: index, uri: part.uri, endWallMs }];
  });
}

export function snapshotOf(text: string): PlaylistSnapshot {
  const playlist = parseMediaPlaylist(text);
  const first = playlist.mediaSequence + (playlist.skippedSegments ?? 0);
  const openSequence = first + playlist.segments.length;
  return {
    parts: [
      ...playlist.segments.flatMap((segment, index) => partsOf(segment, first + index)),
      ...(playlist.open ? partsOf(playlist.open, openSequence) : []),
    ],
    next: { mediaSequence: openSequence, part: playlist.open?.parts.length ?? 0 },
    canSkip: playlist.serverControl.canSkipUntilSeconds !== undefined,
    partTargetMs: (playlist.partTargetSeconds ?? playlist.targetDurationSeconds) * 1_000,
    ended: playlist.ended,
  };
}

const KEPT = 64;

/** Thousands of viewers are sent the same bytes: each is unpacked and read once. */
export class SnapshotCache {
  readonly #known = new Map<string, PlaylistSnapshot>();

  read(body: Buffer): PlaylistSnapshot {
    const key = body.toString('latin1');
    const known = this.#known.get(key);
    if (known) return known;
    const isGzip = body[0] === 0x1f && body[1] === 0x8b;
    const fresh = snapshotOf((isGzip ? gunzipSync(body) : body).toString('utf8'));
    this.#known.set(key, fresh);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    return fresh;
  }
}
