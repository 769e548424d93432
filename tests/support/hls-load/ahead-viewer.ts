import { gunzipSync } from 'node:zlib';
import { systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { PART_HEADER, readPartFacts } from '../../../libs/client/src/viewer/ahead/part-facts.js';
import { PartMoments } from '../../../libs/client/src/viewer/ahead/part-moments.js';
import type { AudienceLedger } from './audience-report.js';
import type { Connection } from './connection.js';

const TIMEOUT_MS = 15_000;
const RETRY_MS = 500;
/** As our player does. */
const PLAYLIST_KEPT_MS = 6_000;
/** Media sequence number and part in the name of a part. */
const PLACE = /(\d+)\.(\d+)\.m4s$/;
const HEADER = new RegExp(`^${PART_HEADER}: *(.+)$`, 'im');

/** One rendition as our own player follows it: each part by its announced name when it is due, a playlist now and then. */
export class AheadViewer {
  readonly #url: URL;
  readonly #connection: Connection;
  readonly #ledger: AudienceLedger;
  readonly #thinkMs: () => number;
  readonly #moments = new PartMoments();
  #stopped = false;

  constructor(url: URL, connection: Connection, ledger: AudienceLedger, thinkMs: () => number) {
    this.#url = url;
    this.#connection = connection;
    this.#ledger = ledger;
    this.#thinkMs = thinkMs;
  }

  stop(): void {
    this.#stopped = true;
    this.#connection.close();
  }

  async watch(): Promise<void> {
    let next: string | undefined;
    let listedMs = Number.NEGATIVE_INFINITY;
    while (!this.#stopped) {
      const nowMs = systemClock.monotonicMs();
      const isStale = nowMs - listedMs > PLAYLIST_KEPT_MS;
      if (next === undefined || isStale) listedMs = nowMs;
      if (next === undefined) {
        next = await this.#nextListed();
        if (next === undefined) await systemClock.sleep(RETRY_MS);
      } else next = isStale ? await this.#fetchListed(next) : await this.#fetchDue(next);
    }
  }

  /** As hls.js does: the playlist that lists it is held until the part is there. */
  async #fetchListed(uri: string): Promise<string | undefined> {
    const [, msn, part] = PLACE.exec(uri) ?? [];
    const query = `?_HLS_msn=${msn}&_HLS_part=${part}&_HLS_skip=YES`;
    const response = await this.#get(`${this.#url.pathname}${query}`, false);
    if (response?.status !== 200) return undefined;
    const fetched = await this.#fetchPart(uri);
    if (fetched) this.#moments.passed(fetched.facts.durationSeconds);
    return fetched?.facts.next;
  }

  /** Resolves to the name of the part after it, where its answer says that. */
  async #fetchDue(uri: string): Promise<string | undefined> {
    const waitMs = this.#moments.inMs(systemClock.monotonicMs()) + this.#thinkMs();
    if (waitMs > 0) await systemClock.sleep(waitMs);
    const fetched = await this.#fetchPart(uri);
    if (!fetched) return undefined;
    this.#moments.came(fetched.askedMs, fetched.cameMs, fetched.facts.durationSeconds);
    this.#ledger.partFetched(fetched.cameMs - fetched.askedMs);
    return fetched.facts.next;
  }

  async #nextListed(): Promise<string | undefined> {
    const response = await this.#get(this.#url.pathname, true);
    if (response?.status !== 200) return undefined;
    const isGzip = response.body[0] === 0x1f;
    return parseMediaPlaylist((isGzip ? gunzipSync(response.body) : response.body).toString('utf8'))
      .preloadHint;
  }

  async #fetchPart(uri: string) {
    const { pathname } = new URL(uri, this.#url);
    const askedMs = systemClock.monotonicMs();
    const response = await this.#get(pathname, false);
    if (response?.status !== 200) return undefined;
    const cameMs = systemClock.monotonicMs();
    this.#ledger.announced(pathname, cameMs);
    const facts = readPartFacts(HEADER.exec(response.head)?.[1]?.trim() ?? null);
    return facts && { askedMs, cameMs, facts };
  }

  async #get(path: string, keepBody: boolean) {
    try {
      const response = await this.#connection.get(path, { keepBody, timeoutMs: TIMEOUT_MS });
      this.#ledger.outcome(response.status, response.bodyBytes + response.head.length);
      return response;
    } catch {
      if (!this.#stopped) this.#ledger.outcome('failed');
      return undefined;
    }
  }
}
