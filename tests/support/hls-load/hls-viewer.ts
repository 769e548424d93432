import { systemClock } from '#kernel';
import type { AudienceLedger } from './audience-report.js';
import type { Connection } from './connection.js';
import type { ListedPart, PlaylistSnapshot, SnapshotCache } from './playlist-snapshot.js';

/** Longer than any server holds a reload. */
const TIMEOUT_MS = 15_000;
const RETRY_MS = 500;

/**
 * One rendition as a player follows it: a plain playlist first, then reload after blocking reload, and each new
 * part as soon as it is announced. hls.js opens a connection for each rendition, and so does this.
 */
export class RenditionViewer {
  readonly #url: URL;
  readonly #connection: Connection;
  readonly #ledger: AudienceLedger;
  readonly #cache: SnapshotCache;
  readonly #thinkMs: () => number;
  #stopped = false;

  constructor(
    url: URL,
    connection: Connection,
    ledger: AudienceLedger,
    cache: SnapshotCache,
    thinkMs: () => number,
  ) {
    this.#url = url;
    this.#connection = connection;
    this.#ledger = ledger;
    this.#cache = cache;
    this.#thinkMs = thinkMs;
  }

  stop(): void {
    this.#stopped = true;
    this.#connection.close();
  }

  async watch(): Promise<void> {
    let snapshot: PlaylistSnapshot | undefined;
    while (!this.#stopped && !snapshot?.ended) {
      const before: PlaylistSnapshot | undefined = snapshot;
      snapshot = await this.#reload(before);
      if (!snapshot) await systemClock.sleep(RETRY_MS);
      else await this.#fetchNew(snapshot, before);
    }
  }

  async #reload(before: PlaylistSnapshot | undefined): Promise<PlaylistSnapshot | undefined> {
    const wanted = before?.next;
    const query = wanted
      ? `?_HLS_msn=${wanted.mediaSequence}&_HLS_part=${wanted.part}${before.canSkip ? '&_HLS_skip=YES' : ''}`
      : '';
    const response = await this.#get(`${this.#url.pathname}${query}`, true);
    if (response?.status !== 200) return undefined;
    if (wanted)
      this.#ledger.announced(
        `${this.#url.pathname} ${wanted.mediaSequence} ${wanted.part}`,
        systemClock.monotonicMs(),
      );
    return this.#cache.read(response.body);
  }

  /** A player that joins begins with the newest part; later it takes all that it has not got. */
  async #fetchNew(snapshot: PlaylistSnapshot, before: PlaylistSnapshot | undefined): Promise<void> {
    const from = before?.next;
    const isNew = (part: ListedPart) =>
      from !== undefined &&
      (part.mediaSequence > from.mediaSequence ||
        (part.mediaSequence === from.mediaSequence && part.part >= from.part));
    const wanted = from ? snapshot.parts.filter(isNew) : snapshot.parts.slice(-1);
    for (const part of wanted) {
      const thinkMs = this.#thinkMs();
      if (thinkMs > 0) await systemClock.sleep(thinkMs);
      await this.#fetchPart(part);
    }
  }

  async #fetchPart(part: ListedPart): Promise<void> {
    const beganMs = systemClock.monotonicMs();
    const { pathname } = new URL(part.uri, this.#url);
    const response = await this.#get(pathname, false);
    if (response?.status === 200)
      this.#ledger.partArrived(systemClock.monotonicMs() - beganMs, systemClock.wallMs() - part.endWallMs);
    else if (response?.status === 404) this.#ledger.partMissing(pathname);
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
