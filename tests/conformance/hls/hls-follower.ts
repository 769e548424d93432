import { systemClock } from '#kernel';
import {
  applyDelta,
  type MediaPart,
  type MediaPlaylist,
  type MediaSegment,
  parseMediaPlaylist,
} from '#media';
import { type HlsResponse, hlsFetch } from '../../support/origin/hls-client.js';
import { HlsCaptionRules } from './hls-caption-rules.js';
import type { Findings } from './hls-finding.js';
import { HlsHistory } from './hls-history-rules.js';
import { HlsMediaRules } from './hls-media-rules.js';
import { checkMediaPlaylist } from './hls-playlist-rules.js';

/** Every so many reloads a delta update is requested at the same place and compared with the full playlist. */
const DELTA_EVERY = 3;

export interface FollowedPlaylist {
  url: string;
  otherRenditions: readonly string[];
  /** WebVTT, which has no map. */
  isCaptions: boolean;
  /** An event may be seen this much after it happened. */
  seenLateMs: number;
}

/** Follows one media playlist with blocking reloads as a player does, and checks every answer. */
export class HlsFollower {
  readonly url: string;
  readonly isCaptions: boolean;
  readonly #otherRenditions: readonly string[];
  readonly #seenLateMs: number;
  readonly #findings: Findings;
  readonly #history: HlsHistory;
  readonly #media: HlsMediaRules;
  readonly #captions: HlsCaptionRules;
  readonly #maps = new Map<string, Promise<HlsResponse>>();
  readonly #hinted = new Map<string, Promise<HlsResponse>>();
  readonly #checkedMsn = new Set<number>();
  #checking: Promise<void> = Promise.resolve();
  #reloads = 0;
  #lastPartAtMs: number | undefined;

  constructor({ url, otherRenditions, isCaptions, seenLateMs }: FollowedPlaylist, findings: Findings) {
    this.url = url;
    this.isCaptions = isCaptions;
    this.#captions = new HlsCaptionRules(this.#name, findings);
    this.#otherRenditions = otherRenditions;
    this.#seenLateMs = seenLateMs;
    this.#findings = findings;
    this.#history = new HlsHistory(this.#name, findings);
    this.#media = new HlsMediaRules(this.#name, findings);
  }

  get #name(): string {
    return new URL(this.url).pathname.split('/').at(-1) ?? this.url;
  }

  get reloads(): number {
    return this.#reloads;
  }

  get checkedSegments(): number {
    return this.#checkedMsn.size;
  }

  get cues(): number {
    return this.#captions.cues;
  }

  /** Spans that its playlists named, and texts that its segments held. */
  get timed(): { dateRanges: number; messages: number } {
    return { dateRanges: this.#history.dateRanges.count, messages: this.#media.messages };
  }

  /** Until the signal, or the end of the show. */
  async follow(signal: AbortSignal): Promise<void> {
    let playlist = this.#read(await hlsFetch(this.url));
    if (playlist) await this.#skipToEdge(playlist);
    while (playlist && !playlist.ended && !signal.aborted) playlist = await this.#reload(playlist);
    for (const hint of this.#hinted.values()) await hint.catch(() => undefined);
    await this.#checking;
  }

  /** Only what ends while we watch is checked byte for byte: its parts are still there. */
  async #skipToEdge(playlist: MediaPlaylist): Promise<void> {
    for (let msn = playlist.mediaSequence; msn < msnAfter(playlist); msn += 1) this.#checkedMsn.add(msn);
  }

  async #reload(known: MediaPlaylist): Promise<MediaPlaylist | undefined> {
    const msn = msnAfter(known);
    const hasParts = known.partTargetSeconds !== undefined;
    const part = known.open?.parts.length ?? 0;
    const url = `${this.url}?_HLS_msn=${msn}${hasParts ? `&_HLS_part=${part}` : ''}`;
    this.#reloads += 1;
    const wantsDelta = this.#reloads % DELTA_EVERY === 0;
    const [full, delta] = await Promise.all([
      hlsFetch(url),
      wantsDelta ? hlsFetch(`${url}&_HLS_skip=YES`) : undefined,
    ]);
    const next = this.#read(full);
    if (!next) return undefined;
    this.#cadence(known, next);
    this.#expect(hasPosition(next, msn, hasParts ? part : undefined), 'answer-has-what-was-asked', () => url);
    if (delta) this.#compareDelta(known, next, delta);
    return next;
  }

  #read(response: HlsResponse): MediaPlaylist | undefined {
    if (response.status !== 200) {
      this.#expect(
        false,
        'reload-status',
        () => `${response.status} ${response.body.toString().slice(0, 120)}`,
      );
      return undefined;
    }
    const expectation = { otherRenditions: this.#otherRenditions, hasMap: !this.isCaptions };
    const playlist = checkMediaPlaylist(response.body.toString(), this.#name, expectation, this.#findings);
    if (!playlist) return undefined;
    this.#history.next(playlist);
    this.#askHint(playlist);
    this.#checkFinished(playlist);
    return playlist;
  }

  #expect(isKept: boolean, rule: string, fact: () => string): void {
    this.#findings.expect(isKept, rule, this.#name, fact);
  }

  #compareDelta(known: MediaPlaylist, full: MediaPlaylist, response: HlsResponse): void {
    try {
      const delta = parseMediaPlaylist(response.body.toString());
      const applied = delta.skippedSegments === undefined ? delta : applyDelta(known, delta);
      // One of the two may have been answered a part later; then the next comparison counts.
      if (applied.preloadHint !== full.preloadHint || msnAfter(applied) !== msnAfter(full)) return;
      this.#expect(comparable(applied) === comparable(full), 'delta-is-full', () => 'they differ');
    } catch (error) {
      this.#expect(false, 'delta-is-full', () => String(error));
    }
  }

  #cadence(known: MediaPlaylist, next: MediaPlaylist): void {
    const nowMs = systemClock.monotonicMs();
    const limitMs = (next.partTargetSeconds ?? 1.5 * next.targetDurationSeconds) * 1_000 + this.#seenLateMs;
    const tookMs = nowMs - (this.#lastPartAtMs ?? nowMs);
    const isGap = (next.open?.parts ?? next.segments.at(-1)?.parts ?? []).some((part) => part.gap);
    const breaks =
      next.segments.length > known.segments.length && next.segments.at(-1)?.discontinuity === true;
    this.#expect(
      tookMs <= limitMs || isGap || breaks,
      'cadence',
      () => `${Math.round(tookMs)} ms without anything new`,
    );
    this.#lastPartAtMs = nowMs;
  }

  #askHint({ preloadHint, ended }: MediaPlaylist): void {
    if (preloadHint === undefined || ended || this.#hinted.has(preloadHint)) return;
    this.#hinted.set(preloadHint, hlsFetch(this.#at(preloadHint)));
  }

  #at(uri: string): string {
    return new URL(uri, this.url).href;
  }

  #checkFinished(playlist: MediaPlaylist): void {
    for (const [index, segment] of playlist.segments.entries()) {
      const msn = playlist.mediaSequence + index;
      if (this.#checkedMsn.has(msn)) continue;
      this.#checkedMsn.add(msn);
      this.#checking = this.#checking.then(() =>
        segment.gap ? this.#media.skip() : this.#checkSegment(segment),
      );
    }
  }

  async #checkSegment(segment: MediaSegment): Promise<void> {
    // Captions have none: the segment itself stands for it.
    const mapUrl = this.#at(this.isCaptions ? segment.uri : segment.mapUri);
    const mapAsked = this.#maps.get(mapUrl) ?? hlsFetch(mapUrl);
    if (!this.isCaptions) this.#maps.set(mapUrl, mapAsked);
    const [map, whole] = await Promise.all([mapAsked, hlsFetch(this.#at(segment.uri))]);
    const isThere = map.status === 200 && whole.status === 200;
    this.#expect(isThere, 'listed-is-there', () => `${segment.uri}: ${whole.status}, map ${map.status}`);
    if (!isThere) return;
    const parts: { part: MediaPart; bytes: Buffer }[] = [];
    for (const part of segment.parts) {
      if (part.gap) continue;
      const response = await hlsFetch(this.#at(part.uri));
      this.#expect(response.status === 200, 'listed-is-there', () => `${part.uri}: ${response.status}`);
      parts.push({ part, bytes: response.body });
      await this.#compareHint(part, response.body);
    }
    const fetched = { segment, map: map.body, whole: whole.body, parts };
    if (this.isCaptions) this.#captions.next(fetched);
    else this.#media.next(fetched);
  }

  /** What the hint gave, byte for byte, must be the part that it became. */
  async #compareHint(part: MediaPart, bytes: Buffer): Promise<void> {
    const hinted = await this.#hinted.get(part.uri)?.catch(() => undefined);
    this.#hinted.delete(part.uri);
    if (!hinted) return;
    this.#expect(
      hinted.status === 200 && hinted.body.equals(bytes),
      'hint-is-part',
      () => `${part.uri}: ${hinted.status}`,
    );
  }
}

const msnAfter = (playlist: MediaPlaylist): number => playlist.mediaSequence + playlist.segments.length;

function hasPosition(playlist: MediaPlaylist, msn: number, part: number | undefined): boolean {
  if (playlist.ended || msnAfter(playlist) > msn) return true;
  return part !== undefined && msnAfter(playlist) === msn && (playlist.open?.parts.length ?? 0) > part;
}

/** Reports are of the moment, and skipped segments have lost their parts. */
function comparable(playlist: MediaPlaylist): string {
  const { renditionReports, segments, ...rest } = playlist;
  return JSON.stringify({
    ...rest,
    reports: renditionReports.map((report) => report.uri),
    segments: segments.map(({ parts, ...segment }) => segment),
  });
}
