import { printDateRange } from './date-range.js';
import type {
  MediaPart,
  MediaPlaylist,
  MediaSegment,
  RenditionReport,
  SegmentHead,
  ServerControl,
} from './media-playlist.js';

/** Microseconds: finer than any frame, so that sums of parts agree with their segment. */
const seconds = (value: number): string => {
  const text = value.toFixed(6);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};

/** EXT-X-SKIP asks for 9, gaps for 8, EXT-X-MAP outside I-frame playlists for 6 (RFC 8216bis, 8). */
function versionOf(playlist: MediaPlaylist): number {
  if (playlist.skippedSegments !== undefined) return 9;
  return playlist.segments.some((segment) => segment.gap) ? 8 : 6;
}

export function printMediaPlaylist(playlist: MediaPlaylist): string {
  const lines = ['#EXTM3U', `#EXT-X-VERSION:${versionOf(playlist)}`, ...printHead(playlist)];
  let mapUri: string | undefined;
  const head = (segment: SegmentHead) => {
    if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY');
    if (segment.mapUri !== '' && (segment.discontinuity || segment.mapUri !== mapUri))
      lines.push(`#EXT-X-MAP:URI="${segment.mapUri}"`);
    mapUri = segment.mapUri;
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.programDateTimeMs).toISOString()}`);
  };
  for (const segment of playlist.segments) {
    head(segment);
    lines.push(...printSegment(segment));
  }
  if (playlist.open && !playlist.ended) {
    if (playlist.open.parts.length > 0) head(playlist.open);
    lines.push(...playlist.open.parts.map(printPart));
  }
  lines.push(...printTail(playlist));
  return `${lines.join('\n')}\n`;
}

function printHead(playlist: MediaPlaylist): string[] {
  const lines = [
    `#EXT-X-TARGETDURATION:${playlist.targetDurationSeconds}`,
    `#EXT-X-SERVER-CONTROL:${printServerControl(playlist.serverControl)}`,
  ];
  if (playlist.partTargetSeconds !== undefined)
    lines.push(`#EXT-X-PART-INF:PART-TARGET=${seconds(playlist.partTargetSeconds)}`);
  lines.push(`#EXT-X-MEDIA-SEQUENCE:${playlist.mediaSequence}`);
  if (playlist.discontinuitySequence > 0)
    lines.push(`#EXT-X-DISCONTINUITY-SEQUENCE:${playlist.discontinuitySequence}`);
  if (playlist.independentSegments) lines.push('#EXT-X-INDEPENDENT-SEGMENTS');
  if (playlist.skippedSegments !== undefined)
    lines.push(`#EXT-X-SKIP:SKIPPED-SEGMENTS=${playlist.skippedSegments}`);
  lines.push(...(playlist.dateRanges ?? []).map(printDateRange));
  return lines;
}

function printServerControl(control: ServerControl): string {
  const attributes: string[] = [];
  if (control.canBlockReload) attributes.push('CAN-BLOCK-RELOAD=YES');
  if (control.canSkipUntilSeconds !== undefined)
    attributes.push(`CAN-SKIP-UNTIL=${seconds(control.canSkipUntilSeconds)}`);
  if (control.partHoldBackSeconds !== undefined)
    attributes.push(`PART-HOLD-BACK=${seconds(control.partHoldBackSeconds)}`);
  if (control.holdBackSeconds !== undefined) attributes.push(`HOLD-BACK=${seconds(control.holdBackSeconds)}`);
  return attributes.join(',');
}

function printSegment(segment: MediaSegment): string[] {
  const lines = segment.parts.map(printPart);
  if (segment.gap) lines.push('#EXT-X-GAP');
  lines.push(`#EXTINF:${segment.durationSeconds.toFixed(6)},`, segment.uri);
  return lines;
}

function printPart(part: MediaPart): string {
  const independent = part.independent ? ',INDEPENDENT=YES' : '';
  const gap = part.gap ? ',GAP=YES' : '';
  return `#EXT-X-PART:DURATION=${seconds(part.durationSeconds)},URI="${part.uri}"${independent}${gap}`;
}

function printTail(playlist: MediaPlaylist): string[] {
  if (playlist.ended) return ['#EXT-X-ENDLIST'];
  const lines: string[] = [];
  if (playlist.preloadHint !== undefined)
    lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${playlist.preloadHint}"`);
  lines.push(...playlist.renditionReports.map(printReport));
  return lines;
}

function printReport(report: RenditionReport): string {
  const part = report.lastPart === undefined ? '' : `,LAST-PART=${report.lastPart}`;
  return `#EXT-X-RENDITION-REPORT:URI="${report.uri}",LAST-MSN=${report.lastMediaSequence}${part}`;
}
