import { gunzipSync } from 'node:zlib';
import { systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { PART_HEADER, readPartFacts } from '../../../libs/client/src/viewer/ahead/part-facts.js';
import { PartMoments } from '../../../libs/client/src/viewer/ahead/part-moments.js';
import type { AudienceLedger } from './audience-report.js';
import { LightConnection } from './light-connection.js';

const TIMEOUT_MS = 15_000;
const RETRY_MS = 500;
/** As our player does. */
const PLAYLIST_KEPT_MS = 6_000;
const HEADER = new RegExp(`^${PART_HEADER}: *(.+)$`, 'im');

/** One rendition as our own player follows it: each part by its announced name when it is due, a playlist now and then. */
export class AheadViewer {
  readonly #url: URL;
  readonly #connection: LightConnection;
  readonly #ledger: AudienceLedger;
  readonly #thinkMs: () => number;
  readonly #moments = new PartMoments();
  #stopped = false;

  constructor(url: URL, ledger: AudienceLedger, thinkMs: () => number) {
    this.#url = url;
    this.#connection = new LightConnection(url);
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
      if (next === undefined || nowMs - listedMs > PLAYLIST_KEPT_MS) {
        listedMs = nowMs;
        next = await this.#nextListed();
        if (next === undefined) await systemClock.sleep(RETRY_MS);
      } else next = await this.#fetchPart(next);
    }
  }

  async #nextListed(): Promise<string | undefined> {
    const response = await this.#get(this.#url.pathname, true);
    if (response?.status !== 200) return undefined;
    const isGzip = response.body[0] === 0x1f;
    return parseMediaPlaylist((isGzip ? gunzipSync(response.body) : response.body).toString('utf8'))
      .preloadHint;
  }

  /** Resolves to the name of the part after it, where its answer says that. */
  async #fetchPart(uri: string): Promise<string | undefined> {
    const waitMs = this.#moments.inMs(systemClock.monotonicMs()) + this.#thinkMs();
    if (waitMs > 0) await systemClock.sleep(waitMs);
    const { pathname } = new URL(uri, this.#url);
    const askedMs = systemClock.monotonicMs();
    const response = await this.#get(pathname, false);
    if (response?.status !== 200) return undefined;
    const cameMs = systemClock.monotonicMs();
    const facts = readPartFacts(HEADER.exec(response.head)?.[1]?.trim() ?? null);
    this.#ledger.announced(pathname, cameMs);
    this.#ledger.partFetched(cameMs - askedMs);
    if (facts) this.#moments.came(askedMs, cameMs, facts.durationSeconds);
    return facts?.next;
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
