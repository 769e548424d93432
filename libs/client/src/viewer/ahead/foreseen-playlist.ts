import type { PartFacts } from './part-facts.js';

/** Where a live playlist ends, and what comes next. */
export interface PlaylistEnd {
  /** Media sequence number of the segment that grows, and how many parts of it are listed. */
  msn: number;
  part: number;
  /** URI of the part that comes next. */
  hint: string;
  /** URIs of the newest parts, newest last. */
  newest: readonly string[];
}

const HINT = /^#EXT-X-PRELOAD-HINT:TYPE=PART,URI="([^"]+)"$/m;
const PARTS = /^#EXT-X-PART:.*?URI="([^"]+)".*$/gm;
const NEWEST = 2;

const numberOf = (text: string, tag: RegExp): number => Number(tag.exec(text)?.[1] ?? 0);

/** What stands behind the last whole segment. */
function openEnd(text: string): string {
  const at = text.lastIndexOf('\n#EXTINF:');
  if (at < 0) return text;
  const uriAt = text.indexOf('\n', at + 1) + 1;
  return text.slice(text.indexOf('\n', uriAt) + 1);
}

/** Nothing for what is over, or has no parts. */
export function endOf(text: string): PlaylistEnd | undefined {
  const hint = HINT.exec(text)?.[1];
  if (hint === undefined) return undefined;
  const segments = text.match(/^#EXTINF:/gm)?.length ?? 0;
  const first = numberOf(text, /^#EXT-X-MEDIA-SEQUENCE:(\d+)/m);
  const skipped = numberOf(text, /^#EXT-X-SKIP:.*?SKIPPED-SEGMENTS=(\d+)/m);
  return {
    msn: first + skipped + segments,
    part: openEnd(text).match(PARTS)?.length ?? 0,
    hint,
    newest: [...text.matchAll(PARTS)].slice(-NEWEST).map(([, uri = '']) => uri),
  };
}

/** How long the parts are that a newer playlist lists from this one on; nothing where it is not near enough to tell. */
export function secondsFrom(text: string, hint: string): number | undefined {
  if (endOf(text)?.hint === hint) return 0;
  const parts = [...text.matchAll(PARTS)];
  const at = parts.findIndex(([, uri]) => uri === hint);
  if (at < 0) return undefined;
  return parts.slice(at).reduce((sum, [line]) => sum + numberOf(line, /[:,]DURATION=([\d.]+)/), 0);
}

/**
 * The playlist as it would be with the part that it hints at. What other renditions have is left out: it is older
 * than what a player would be told.
 */
export function withPart(
  text: string,
  { durationSeconds, independent, next, opensAtMs, closes }: PartFacts,
): string | undefined {
  const end = endOf(text);
  if (!end) return undefined;
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !/^#EXT-X-(?:PRELOAD-HINT|RENDITION-REPORT):/.test(line));
  if (end.part === 0) {
    if (opensAtMs === undefined) return undefined;
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(opensAtMs).toISOString()}`);
  }
  const isIndependent = independent ? ',INDEPENDENT=YES' : '';
  lines.push(`#EXT-X-PART:DURATION=${durationSeconds},URI="${end.hint}"${isIndependent}`);
  if (closes) lines.push(`#EXTINF:${closes.durationSeconds.toFixed(6)},`, closes.uri);
  lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${next}"`);
  return `${lines.join('\n')}\n`;
}
