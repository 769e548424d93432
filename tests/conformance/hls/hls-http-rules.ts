import { gunzipSync } from 'node:zlib';
import { type MediaPlaylist, parseMediaPlaylist } from '#media';
import { type HlsResponse, hlsFetch } from '../../support/origin/hls-client.js';
import type { Findings } from './hls-finding.js';

/** A held request takes up to six seconds; what needs no wait comes well within that, even on a busy machine. */
const AT_ONCE_MS = 2_500;

const maxAgeOf = (response: HlsResponse): number =>
  Number(/max-age=(\d+)/.exec(response.headers['cache-control'] ?? '')?.[1] ?? Number.NaN);

const lastMsnOf = ({ mediaSequence, skippedSegments = 0, segments }: MediaPlaylist): number =>
  mediaSequence + skippedSegments + segments.length - 1;

const isNotKept = (response: HlsResponse): boolean =>
  /no-store/.test(response.headers['cache-control'] ?? '');

/** How a media playlist's URL answers: directives, errors, cache times, conditions. Asks about twenty times. */
export async function checkPlaylistUrl(url: string, findings: Findings): Promise<void> {
  const plain = await hlsFetch(url);
  const playlist = parseMediaPlaylist(plain.body.toString());
  const rules = new UrlRules(url, playlist, findings);
  rules.plain(plain);
  await rules.compression(plain);
  await rules.badRequests();
  await rules.oldRequests();
  await rules.conditions();
  await rules.missingMedia();
}

class UrlRules {
  readonly #url: string;
  readonly #playlist: MediaPlaylist;
  readonly #findings: Findings;

  constructor(url: string, playlist: MediaPlaylist, findings: Findings) {
    this.#url = url;
    this.#playlist = playlist;
    this.#findings = findings;
  }

  get #lastMsn(): number {
    return lastMsnOf(this.#playlist);
  }

  #expect(isKept: boolean, rule: string, fact: () => string): void {
    this.#findings.expect(isKept, rule, this.#url, fact);
  }

  plain(response: HlsResponse): void {
    const target = this.#playlist.targetDurationSeconds;
    const { headers } = response;
    this.#expect(response.status === 200, 'playlist-status', () => `${response.status}`);
    this.#expect(
      /mpegurl/.test(headers['content-type'] ?? ''),
      'playlist-type',
      () => `${headers['content-type']}`,
    );
    this.#expect(maxAgeOf(response) <= target / 2, 'plain-cache-time', () => `${headers['cache-control']}`);
    this.#expect(headers['access-control-allow-origin'] === '*', 'cors', () => 'no CORS');
    this.#expect(
      /\bAge\b/i.test(headers['access-control-expose-headers'] ?? ''),
      'cors-age',
      () => 'Age is not exposed',
    );
  }

  async compression(plain: HlsResponse): Promise<void> {
    const zipped = await hlsFetch(this.#url, { headers: { 'accept-encoding': 'gzip' } });
    const isZipped = zipped.headers['content-encoding'] === 'gzip';
    this.#expect(isZipped, 'gzip', () => 'a playlist came uncompressed');
    this.#expect(
      /accept-encoding/i.test(plain.headers.vary ?? ''),
      'vary',
      () => `Vary: ${plain.headers.vary}`,
    );
    if (isZipped)
      this.#expect(gunzipSync(zipped.body).toString().startsWith('#EXTM3U'), 'gzip', () => 'not a playlist');
  }

  /**
   * `isRightBy` tells of a playlist that was given after all whether the request had become right on its way. What time
   * makes right must not be cached: asked for in a loop, the error would be every viewer's when the part is there.
   */
  async #refused(query: string, rule: string, isRightBy?: (given: MediaPlaylist) => boolean): Promise<void> {
    const response = await hlsFetch(`${this.#url}?${query}`);
    if (response.status === 200 && isRightBy?.(parseMediaPlaylist(response.body.toString()))) return;
    const isExact = response.status === 400 && response.tookMs < AT_ONCE_MS;
    this.#expect(isExact, rule, () => `${query}: ${response.status} after ${Math.round(response.tookMs)} ms`);
    const longest = 4 * this.#playlist.targetDurationSeconds;
    this.#expect(
      isRightBy ? isNotKept(response) : maxAgeOf(response) === longest,
      'blocking-error-cache-time',
      () => `${response.headers['cache-control']}`,
    );
  }

  async badRequests(): Promise<void> {
    if (this.#playlist.ended) return;
    const { partTargetSeconds } = this.#playlist;
    await this.#refused('_HLS_part=0', 'part-needs-msn');
    await this.#refused('_HLS_msn=x', 'bad-directive');
    await this.#refused('_HLS_msn=-1', 'bad-directive');
    await this.#refused('_HLS_msn=1&_HLS_part=1.5', 'bad-directive');
    await this.#refused(`_HLS_msn=${this.#lastMsn + 9}`, 'msn-too-far', () => false);
    // Of the segment after the one that grows: a moment later it may grow itself, and this is still too far. Once it is
    // whole, any part behind its last means the segment after it.
    if (partTargetSeconds !== undefined) {
      const part = Math.ceil(3 / Math.min(1, partTargetSeconds)) + 20;
      const msn = this.#lastMsn + 2;
      const isWhole = (given: MediaPlaylist) => lastMsnOf(given) >= msn;
      await this.#refused(`_HLS_msn=${msn}&_HLS_part=${part}`, 'part-too-far', isWhole);
    }
  }

  async oldRequests(): Promise<void> {
    const target = this.#playlist.targetDurationSeconds;
    for (const query of [
      '_HLS_msn=0',
      `_HLS_msn=${this.#lastMsn}`,
      `_HLS_msn=${this.#lastMsn - 1}&_HLS_part=0`,
    ]) {
      const response = await hlsFetch(`${this.#url}?${query}`);
      const isExact = response.status === 200 && response.tookMs < AT_ONCE_MS;
      this.#expect(
        isExact,
        'old-is-at-once',
        () => `${query}: ${response.status} after ${Math.round(response.tookMs)} ms`,
      );
      this.#expect(
        maxAgeOf(response) === 6 * target,
        'blocking-cache-time',
        () => `${response.headers['cache-control']}`,
      );
    }
  }

  async conditions(): Promise<void> {
    const segment = this.#playlist.segments.findLast((each) => !each.gap);
    if (!segment) return;
    const url = new URL(segment.uri, this.#url).href;
    const whole = await hlsFetch(url);
    this.#expect(whole.status === 200, 'segment-there', () => `${segment.uri}: ${whole.status}`);
    this.#expect(
      maxAgeOf(whole) >= 6 * this.#playlist.targetDurationSeconds,
      'media-cache-time',
      () => `${whole.headers['cache-control']}`,
    );
    const head = await hlsFetch(url, { method: 'HEAD' });
    const isHead = head.body.length === 0 && head.headers['content-length'] === `${whole.body.length}`;
    this.#expect(head.status === 200 && isHead, 'head', () => `HEAD: ${head.status}`);
    const known = await hlsFetch(url, { headers: { 'if-none-match': whole.headers.etag ?? '' } });
    this.#expect(known.status === 304, 'if-none-match', () => `${known.status}`);
    const range = await hlsFetch(url, { headers: { range: 'bytes=10-19' } });
    const isRange = range.status === 206 && range.body.equals(whole.body.subarray(10, 20));
    this.#expect(isRange, 'range', () => `${range.status} ${range.headers['content-range']}`);
    const past = await hlsFetch(url, { headers: { range: `bytes=${whole.body.length}-` } });
    this.#expect(past.status === 416, 'range-past-end', () => `${past.status}`);
  }

  async missingMedia(): Promise<void> {
    const segment = this.#playlist.segments.at(-1);
    if (!segment) return;
    const ask = async (number: number, isKeptRight: (response: HlsResponse) => boolean) => {
      const url = new URL(segment.uri.replace(/\d+(\.\w+)$/, `${number}$1`), this.#url).href;
      const response = await hlsFetch(url);
      const isExact = response.status === 404 && response.tookMs < AT_ONCE_MS;
      this.#expect(isExact, 'missing-media', () => `${number}: ${response.status}`);
      this.#expect(
        isKeptRight(response),
        'missing-cache-time',
        () => `${number}: ${response.headers['cache-control']}`,
      );
    };
    // Numbers begin at 1: this one never was. The other may be there one day.
    await ask(0, (response) => maxAgeOf(response) === this.#playlist.targetDurationSeconds);
    await ask(999_999, isNotKept);
  }
}
