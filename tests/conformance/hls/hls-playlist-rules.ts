import * as hlsParser from 'hls-parser';
import { type MediaPart, type MediaPlaylist, type MediaSegment, parseMediaPlaylist } from '#media';
import type { Findings } from './hls-finding.js';

hlsParser.setOptions({ strictMode: true, silent: true });

/** Durations are printed in microseconds; sums of a few of them stay within this. */
const ROUNDING_SECONDS = 0.00001;
/** Dates have milliseconds. */
const DATE_ROUNDING_MS = 2;

export interface PlaylistExpectation {
  /** Every other playlist of the presentation must be reported. */
  otherRenditions: readonly string[];
  /** Captions have none. */
  hasMap?: boolean;
}

/** What must hold in any one media playlist, whatever came before it. */
export function checkMediaPlaylist(
  text: string,
  where: string,
  { otherRenditions, hasMap = true }: PlaylistExpectation,
  findings: Findings,
): MediaPlaylist | undefined {
  const playlist = readStrictly(text, where, findings);
  if (!playlist) return undefined;
  checkHead(text, playlist, where, findings);
  checkServerControl(playlist, where, findings);
  for (const segment of playlist.segments) checkSegment(playlist, segment, hasMap, where, findings);
  checkParts(playlist, playlist.open?.parts ?? [], true, `${where} (open)`, findings);
  checkDates(playlist, where, findings);
  if (playlist.ended) {
    const isBare = playlist.preloadHint === undefined && playlist.renditionReports.length === 0;
    findings.expect(isBare, 'end-is-bare', where, () => 'a hint or a report beside ENDLIST');
  } else checkLiveTail(playlist, otherRenditions, where, findings);
  return playlist;
}

function readStrictly(text: string, where: string, findings: Findings): MediaPlaylist | undefined {
  try {
    hlsParser.parse(text);
  } catch (error) {
    // It does not know that parts beside a gap, and independent ones, may be short: `part-85-percent` does.
    const mayBeShort = /GAP=YES|\.vtt",INDEPENDENT=YES/.test(text) && String(error).includes('85%');
    if (!mayBeShort) findings.add('strict-parser', where, String(error));
  }
  try {
    return parseMediaPlaylist(text);
  } catch (error) {
    findings.add('syntax', where, String(error));
    return undefined;
  }
}

function checkHead(text: string, playlist: MediaPlaylist, where: string, findings: Findings): void {
  const version = Number(/#EXT-X-VERSION:(\d+)/.exec(text)?.[1] ?? 1);
  const needed = playlist.skippedSegments === undefined ? 6 : 9;
  findings.expect(version >= needed, 'version', where, () => `version ${version}, ${needed} is needed`);
  findings.expect(playlist.mediaSequence >= 1, 'sequence-from-1', where, () => 'media sequence 0');
  for (const segment of playlist.segments)
    findings.expect(
      Math.round(segment.durationSeconds) <= playlist.targetDurationSeconds,
      'target-duration',
      `${where} ${segment.uri}`,
      () => `${segment.durationSeconds} s over a target of ${playlist.targetDurationSeconds} s`,
    );
}

function checkServerControl(playlist: MediaPlaylist, where: string, findings: Findings): void {
  const { serverControl: control, targetDurationSeconds: target, partTargetSeconds: partTarget } = playlist;
  const expect = (isKept: boolean, rule: string, fact: string) =>
    findings.expect(isKept, rule, where, () => fact);
  expect(control.canBlockReload, 'can-block-reload', 'no CAN-BLOCK-RELOAD');
  const skip = control.canSkipUntilSeconds;
  expect(skip === undefined || skip >= 6 * target, 'can-skip-until', `CAN-SKIP-UNTIL ${skip}`);
  const hold = control.holdBackSeconds;
  expect(hold === undefined || hold >= 3 * target, 'hold-back', `HOLD-BACK ${hold}`);
  if (partTarget === undefined) return;
  const partHold = control.partHoldBackSeconds ?? 0;
  expect(partHold >= 2 * partTarget, 'part-hold-back-must', `PART-HOLD-BACK ${partHold}`);
  expect(
    partHold >= 3 * partTarget - ROUNDING_SECONDS,
    'part-hold-back-should',
    `PART-HOLD-BACK ${partHold} for parts of ${partTarget}`,
  );
}

function checkSegment(
  playlist: MediaPlaylist,
  segment: MediaSegment,
  hasMap: boolean,
  where: string,
  findings: Findings,
): void {
  const place = `${where} ${segment.uri}`;
  const isMapped = segment.gap || (segment.mapUri !== '') === hasMap;
  findings.expect(isMapped, 'map', place, () => 'no map before media, or one before captions');
  findings.expect(!Number.isNaN(segment.programDateTimeMs), 'date', place, () => 'no date yet');
  checkParts(playlist, segment.parts, false, place, findings);
  if (segment.parts.length === 0) return;
  const sum = segment.parts.reduce((total, part) => total + part.durationSeconds, 0);
  findings.expect(
    Math.abs(sum - segment.durationSeconds) <= ROUNDING_SECONDS * segment.parts.length,
    'parts-make-segment',
    place,
    () => `parts sum to ${sum}, EXTINF says ${segment.durationSeconds}`,
  );
  const isAllGap = segment.parts.every((part) => part.gap);
  findings.expect(!segment.gap || isAllGap, 'gap-in-gap', place, () => 'EXT-X-GAP over a part that is there');
}

function checkParts(
  { partTargetSeconds: target }: MediaPlaylist,
  parts: readonly MediaPart[],
  isOpen: boolean,
  where: string,
  findings: Findings,
): void {
  if (target === undefined) {
    findings.expect(parts.length === 0, 'part-without-target', where, () => 'parts and no PART-TARGET');
    return;
  }
  for (const [index, part] of parts.entries()) {
    const isLast = !isOpen && index === parts.length - 1;
    const isBesideGap = part.gap || parts[index + 1]?.gap === true || parts[index - 1]?.gap === true;
    const { durationSeconds } = part;
    findings.expect(
      durationSeconds <= target + ROUNDING_SECONDS,
      'part-target',
      part.uri,
      () => `${durationSeconds} s`,
    );
    // "with the exception of Partial Segments with the INDEPENDENT=YES or GAP=YES attribute" (4.4.4.9): of audio and video
    // these are as long as the others all the same, captions are cut for what is said.
    const isCaptions = part.independent && part.uri.endsWith('.vtt');
    const mayBeShort = isLast || isBesideGap || isCaptions || (isOpen && index === parts.length - 1);
    findings.expect(
      mayBeShort || durationSeconds >= 0.85 * target,
      'part-85-percent',
      part.uri,
      () => `${durationSeconds} s of ${target} s`,
    );
  }
}

/** Each date is the one before plus what lies between, save where the timeline breaks. */
function checkDates(playlist: MediaPlaylist, where: string, findings: Findings): void {
  let dueMs: number | undefined;
  for (const segment of playlist.segments) {
    if (dueMs !== undefined && !segment.discontinuity)
      findings.expect(
        Math.abs(segment.programDateTimeMs - dueMs) <= DATE_ROUNDING_MS,
        'date-runs-on',
        `${where} ${segment.uri}`,
        () => `${segment.programDateTimeMs - (dueMs ?? 0)} ms off`,
      );
    dueMs = segment.programDateTimeMs + segment.durationSeconds * 1_000;
  }
}

function checkLiveTail(
  playlist: MediaPlaylist,
  others: readonly string[],
  where: string,
  findings: Findings,
): void {
  const { partTargetSeconds, targetDurationSeconds: target, segments, open } = playlist;
  const reported = new Set(playlist.renditionReports.map((report) => report.uri));
  for (const other of others)
    findings.expect(reported.has(other), 'rendition-report', `${where} ${other}`, () => 'no report of it');
  if (partTargetSeconds === undefined) return;
  findings.expect(playlist.preloadHint !== undefined, 'preload-hint', where, () => 'no hint');
  let behind = (open?.parts ?? []).reduce((sum, part) => sum + part.durationSeconds, 0);
  for (const segment of [...segments].reverse()) {
    findings.expect(
      behind <= 3 * target || segment.parts.length === 0,
      'old-parts-leave',
      `${where} ${segment.uri}`,
      () => `parts listed ${behind} s behind the edge`,
    );
    behind += segment.durationSeconds;
  }
}
