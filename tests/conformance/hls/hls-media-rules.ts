import {
  boxesIn,
  isSyncSample,
  type MediaPart,
  type MediaSegment,
  parseTrackInit,
  readFragment,
  type TrackInit,
} from '#media';
import type { Findings } from './hls-finding.js';
import { checkEventMessages } from './hls-timed-rules.js';

/** A frame of 48 kHz AAC at the least; tags are printed in microseconds. */
const TAG_PRECISION_SECONDS = 0.000_1;
/** Dates are whole milliseconds. */
const DATE_PRECISION_SECONDS = 0.002;

export interface FetchedSegment {
  segment: MediaSegment;
  map: Buffer;
  whole: Buffer;
  /** In order, gaps left out; empty where parts are not listed any more. */
  parts: readonly { part: MediaPart; bytes: Buffer }[];
}

interface Span {
  startTicks: number;
  endTicks: number;
  hasSync: boolean;
  beginsWithSync: boolean;
}

/** Bytes against tags: whole segments are their parts, durations and times are what the playlist says. */
export class HlsMediaRules {
  readonly #where: string;
  readonly #findings: Findings;
  #last: { endSeconds: number; dateMs: number } | undefined;
  /** Texts for players that were found in whole segments. */
  messages = 0;
  /** Date minus decode time: one constant between two discontinuities. */
  #anchorMs: number | undefined;

  constructor(where: string, findings: Findings) {
    this.#where = where;
    this.#findings = findings;
  }

  next({ segment, map, whole, parts }: FetchedSegment): void {
    const init = parseTrackInit(map);
    const expect = (isKept: boolean, rule: string, fact: () => string, where = segment.uri) =>
      this.#findings.expect(isKept, rule, `${this.#where} ${where}`, fact);
    this.messages += checkEventMessages(whole, `${this.#where} ${segment.uri}`, this.#findings);
    const span = spanOf(whole, init);
    const seconds = (span.endTicks - span.startTicks) / init.timescaleHz;
    const hasGap = segment.parts.some((part) => part.gap);
    expect(
      hasGap || Math.abs(seconds - segment.durationSeconds) <= TAG_PRECISION_SECONDS,
      'extinf-is-media',
      () => `EXTINF ${segment.durationSeconds}, media ${seconds}`,
    );
    expect(span.beginsWithSync, 'independent-segment', () => 'begins with a frame that needs another');
    this.#times(segment, span.startTicks / init.timescaleHz, span.endTicks / init.timescaleHz, hasGap);
    if (parts.length === 0) return;
    const joined = Buffer.concat(parts.map(({ bytes }) => bytes));
    expect(
      joined.equals(whole),
      'segment-is-its-parts',
      () => `${joined.length} bytes of parts, ${whole.length} whole`,
    );
    for (const { part, bytes } of parts) this.#part(part, spanOf(bytes, init), init);
  }

  /** A segment that is a gap as a whole: what follows begins where it wants. */
  skip(): void {
    this.#last = undefined;
    this.#anchorMs = undefined;
  }

  #part(part: MediaPart, span: Span, init: TrackInit): void {
    const seconds = (span.endTicks - span.startTicks) / init.timescaleHz;
    const expect = (isKept: boolean, rule: string, fact: () => string) =>
      this.#findings.expect(isKept, rule, `${this.#where} ${part.uri}`, fact);
    expect(
      Math.abs(seconds - part.durationSeconds) <= TAG_PRECISION_SECONDS,
      'part-duration-is-media',
      () => `DURATION ${part.durationSeconds}, media ${seconds}`,
    );
    expect(span.hasSync === part.independent, 'independent-is-true', () => `INDEPENDENT=${part.independent}`);
  }

  #times(segment: MediaSegment, startSeconds: number, endSeconds: number, hasGap: boolean): void {
    const anchorMs = segment.programDateTimeMs - startSeconds * 1_000;
    const last = this.#last;
    if (segment.discontinuity || hasGap) this.#anchorMs = undefined;
    if (!hasGap) {
      const drift = anchorMs - (this.#anchorMs ?? anchorMs);
      this.#findings.expect(
        Math.abs(drift) <= DATE_PRECISION_SECONDS * 1_000,
        'date-is-decode-time',
        `${this.#where} ${segment.uri}`,
        () => `${drift} ms off`,
      );
      this.#anchorMs ??= anchorMs;
    }
    if (last && !segment.discontinuity && !hasGap)
      this.#findings.expect(
        Math.abs(startSeconds - last.endSeconds) <= TAG_PRECISION_SECONDS,
        'decode-time-runs-on',
        `${this.#where} ${segment.uri}`,
        () => `begins at ${startSeconds}, the one before ends at ${last.endSeconds}`,
      );
    this.#last = { endSeconds: hasGap ? Number.NaN : endSeconds, dateMs: segment.programDateTimeMs };
    if (hasGap) this.#last = undefined;
  }
}

/** Reads every fragment of a part or a segment. */
function spanOf(bytes: Buffer, init: TrackInit): Span {
  const samples = fragmentsOf(bytes).flatMap((fragment) => readFragment(fragment, init.defaults));
  const last = samples.at(-1);
  return {
    startTicks: samples[0]?.decodeTicks ?? 0,
    endTicks: last ? last.decodeTicks + last.durationTicks : 0,
    hasSync: samples.some(isSyncSample),
    beginsWithSync: samples[0] !== undefined && isSyncSample(samples[0]),
  };
}

/** A segment is its parts, one after the other. */
export function fragmentsOf(bytes: Buffer): Buffer[] {
  const fragments: Buffer[] = [];
  let start = 0;
  for (const box of boxesIn(bytes)) {
    if (box.type === 'moof') start = box.start;
    if (box.type === 'mdat') fragments.push(bytes.subarray(start, box.end));
  }
  return fragments;
}
