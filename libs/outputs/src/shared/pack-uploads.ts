import type { Clock, Log, RandomBytes } from '#kernel';
import type { ObjectStore } from '../archive/object-store.js';
import type { KeptSegments } from '../feed/kept-segments.js';
import type { FeedRendition, FeedSegment, ProgrammeFeed } from '../feed/programme-feed.js';
import { newPackKey } from './pack-key.js';
import { type PackContent, printPack } from './show-pack.js';

export interface PackUploadsOptions {
  feed: ProgrammeFeed;
  /** What this node keeps for rewinding: for a store that was away for more than the feed lists. */
  local: KeptSegments;
  open(): Promise<ObjectStore>;
  clock: Clock;
  random: RandomBytes;
  log: Log;
}

/** How far the store is behind what viewers see. */
export interface PackState {
  state: 'working' | 'away';
  /** Segments that are still to be sent. */
  waiting: number;
  /** Segments that were given up: nothing has them any more. */
  lost: number;
}

/** Less than the half minute that every replica lists, with time for a store that is slow. */
const PACK_EVERY_MS = 8_000;
/** What a store takes in one request, so that a slow one gets somewhere. */
const MOST_PACK_BYTES = 12 * 1024 ** 2;
const MOST_PACK_SEGMENTS = 120;
const SENT_WITHIN_MS = 45_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** Names alone are kept of what waits: some hours of a ladder of eight. Beyond, the oldest are given up. */
const MOST_WAITING = 50_000;

interface Waiting {
  renditionId: string;
  segment: FeedSegment;
}

/**
 * Sends what a show publishes to the object store, some seconds of all renditions in one object. Nothing of the show
 * waits for it: what waits is names, and bytes are taken from the feed or from this disk when they are sent.
 */
export class PackUploads {
  readonly #options: PackUploadsOptions;
  readonly #waiting: Waiting[] = [];
  readonly #named = new Set<string>();
  readonly #closing = new AbortController();
  readonly #cancels: (() => void)[] = [];
  #sending: Promise<void> | undefined;
  #failures = 0;
  #lost = 0;
  #retryAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: PackUploadsOptions) {
    this.#options = options;
    const { feed, clock } = options;
    this.#cancels.push(
      feed.events.on('begun', () => this.#takeListed()),
      feed.events.on('segment', (told) => this.#take(told)),
      clock.every(PACK_EVERY_MS, () => void this.flush()),
    );
    this.#takeListed();
  }

  get state(): PackState {
    const state = this.#failures > 0 ? 'away' : 'working';
    return { state, waiting: this.#waiting.length, lost: this.#lost };
  }

  /** The show's programme runs here: a server that starts names all shows that are live, also those of other nodes. */
  get isFed(): boolean {
    return this.#named.size > 0;
  }

  /** Sends what waits now, as far as the store takes it. */
  flush(): Promise<void> {
    if (this.#options.clock.monotonicMs() < this.#retryAtMs) return Promise.resolve();
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  /** What is being sent is given up: the next node has it from its own replica, or does without. */
  async close(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel();
    this.#closing.abort(new Error('the show is followed no more'));
    await this.#sending;
  }

  #takeListed(): void {
    const { feed } = this.#options;
    for (const { id } of feed.renditions)
      for (const segment of feed.segmentsOf(id)) this.#take({ renditionId: id, segment });
  }

  #take(waiting: Waiting): void {
    const { uri } = waiting.segment;
    if (this.#named.has(uri)) return;
    this.#named.add(uri);
    this.#waiting.push(waiting);
    // Only what the feed still lists can come again.
    const [oldest] = this.#named;
    if (this.#named.size > MOST_WAITING && oldest !== undefined) this.#named.delete(oldest);
    if (this.#waiting.length <= MOST_WAITING) return;
    this.#waiting.shift();
    this.#lost += 1;
  }

  async #sendAll(): Promise<void> {
    const { clock, feed, log } = this.#options;
    try {
      while (this.#waiting.length > 0 && !this.#closing.signal.aborted) await this.#sendNext();
      if (this.#failures > 0) log.info('outputs.packs | the object store takes segments again');
      this.#failures = 0;
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      if (this.#failures === 0)
        log.warn('outputs.packs | the object store takes no segments; the show goes on', {
          showId: feed.showId,
          error,
        });
      const delayMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.#failures, 10));
      this.#retryAtMs = clock.monotonicMs() + delayMs;
      this.#failures += 1;
    }
  }

  async #sendNext(): Promise<void> {
    const { feed, open, clock, random } = this.#options;
    const { content, taken, missing } = await this.#nextContent();
    if (content.segments.length > 0) {
      const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(SENT_WITHIN_MS)]);
      const key = newPackKey(feed.showId, clock.wallMs(), random);
      await (await open()).putBytes(key, printPack(content), signal);
    }
    this.#waiting.splice(0, taken);
    this.#lost += missing;
  }

  async #nextContent(): Promise<{ content: PackContent; taken: number; missing: number }> {
    const { feed } = this.#options;
    const maps = new Map<string, Buffer>();
    const segments: { renditionId: string; segment: FeedSegment; bytes: Buffer }[] = [];
    let [size, taken, missing] = [0, 0, 0];
    for (const { renditionId, segment } of this.#waiting) {
      if (segments.length >= MOST_PACK_SEGMENTS || size >= MOST_PACK_BYTES) break;
      taken += 1;
      const bytes = segment.gap ? Buffer.alloc(0) : await this.#bytesOf(segment.uri);
      const map = segment.mapUri === '' ? undefined : await this.#bytesOf(segment.mapUri);
      if (bytes === undefined || (map === undefined && segment.mapUri !== '')) {
        missing += 1;
        continue;
      }
      if (map !== undefined) maps.set(segment.mapUri, map);
      segments.push({ renditionId, segment, bytes });
      size += bytes.length;
    }
    const named = new Set(segments.map(({ renditionId }) => renditionId));
    const renditions = feed.renditions.filter(({ id }: FeedRendition) => named.has(id));
    return { content: { showId: feed.showId, renditions: [...renditions], segments, maps }, taken, missing };
  }

  async #bytesOf(uri: string): Promise<Buffer | undefined> {
    const { feed, local } = this.#options;
    return feed.bytesOf(uri) ?? (await local.read(feed.showId, uri));
  }
}
