import type { Clock, Log } from '#kernel';
import type { ObjectStore, StoredObject } from '../archive/object-store.js';
import { readWhole } from '../archive/read-whole.js';
import type { KeptSegments } from '../feed/kept-segments.js';
import type { FeedRendition } from '../feed/programme-feed.js';
import { packsOf, readPackKey } from './pack-key.js';
import { PackedShow } from './packed-show.js';
import { MOST_HEAD_BYTES, readPackHead } from './show-pack.js';

export interface PackedShowsOptions {
  open(): Promise<ObjectStore>;
  clock: Pick<Clock, 'monotonicMs'>;
  log: Log;
  /** Looking at a show takes no longer: what was found by then is what there is. */
  lookWithinMs?: number;
}

const LOOK_WITHIN_MS = 8_000;
/** Of a medium: a player has given it up by then. */
const READ_WITHIN_MS = 8_000;
/** One that failed is not asked again for so long: nobody waits for it twice in a row. */
const AWAY_MS = 5_000;
/** Most heads are whole in it. */
const FIRST_BYTES = 16 * 1024;
const HEADS_AT_ONCE = 8;
const MOST_PACKS = 20_000;
/** A segment of the highest rendition that there may be has a tenth of it. */
const MOST_MEDIUM_BYTES = 64 * 1024 ** 2;

/** Segments of shows on air that nodes share by the object store: those that were published before a node was there. */
export class PackedShows implements KeptSegments {
  readonly #options: PackedShowsOptions;
  readonly #shows = new Map<string, PackedShow>();
  #awayUntilMs = Number.NEGATIVE_INFINITY;

  constructor(options: PackedShowsOptions) {
    this.#options = options;
  }

  /** Looks at what the store has now. What cannot be read in time is left out, the newest is read first. */
  async look(showId: string): Promise<void> {
    const { lookWithinMs = LOOK_WITHIN_MS, clock, log } = this.#options;
    if (clock.monotonicMs() < this.#awayUntilMs) return;
    const untilMs = clock.monotonicMs() + lookWithinMs;
    const show = this.#shows.get(showId) ?? new PackedShow();
    this.#shows.set(showId, show);
    try {
      await inTime(this.#look(showId, show, untilMs), lookWithinMs);
    } catch (error) {
      this.#awayUntilMs = clock.monotonicMs() + AWAY_MS;
      log.warn('outputs.packs | the object store does not answer in time', { showId, error });
    }
  }

  async list(showId: string) {
    await this.look(showId);
    return this.known(showId);
  }

  /** As of the last look. */
  known(showId: string) {
    return this.#shows.get(showId)?.segments ?? [];
  }

  renditionsOf(showId: string): readonly FeedRendition[] {
    return [...(this.#shows.get(showId)?.renditions.values() ?? [])];
  }

  /** As of the last look. */
  has(showId: string, uri: string): boolean {
    return this.#shows.get(showId)?.find(uri) !== undefined;
  }

  /** Rejects where the store does not give it in time. */
  async read(showId: string, uri: string): Promise<Buffer | undefined> {
    const found = this.#shows.get(showId)?.find(uri);
    if (found === undefined) return undefined;
    const { clock, open } = this.#options;
    if (clock.monotonicMs() < this.#awayUntilMs) throw new Error('the object store is away');
    const { key, offset: start, bytes } = found;
    const range = { start, end: start + bytes - 1 };
    try {
      const wish = { range, mostBytes: Math.min(bytes, MOST_MEDIUM_BYTES), withinMs: READ_WITHIN_MS };
      const medium = await readWhole(await open(), key, wish);
      if (medium.length !== bytes) throw new Error('the object store gave less than a medium');
      return medium;
    } catch (error) {
      this.#awayUntilMs = clock.monotonicMs() + AWAY_MS;
      throw error;
    }
  }

  forget(showId: string): void {
    this.#shows.delete(showId);
  }

  async #look(showId: string, show: PackedShow, untilMs: number): Promise<void> {
    const objects = await this.#options.open();
    const listed = (await objects.list(packsOf(showId))).filter(({ key }) => readPackKey(key) !== undefined);
    show.keep(new Set(listed.map(({ key }) => key)));
    const unread = listed
      .sort((a, b) => (a.key < b.key ? 1 : -1))
      .slice(0, MOST_PACKS)
      .filter(({ key }) => !show.knows(key));
    const readNext = async (): Promise<void> => {
      for (let next = unread.shift(); next !== undefined; next = unread.shift()) {
        if (this.#options.clock.monotonicMs() > untilMs) return;
        await this.#readHead(objects, show, next, untilMs);
      }
    };
    await Promise.all(Array.from({ length: HEADS_AT_ONCE }, readNext));
  }

  async #readHead(
    objects: ObjectStore,
    show: PackedShow,
    { key, bytes }: StoredObject,
    untilMs: number,
  ): Promise<void> {
    const first = (end: number) =>
      readWhole(objects, key, {
        range: { start: 0, end: Math.min(end, bytes) - 1 },
        mostBytes: MOST_HEAD_BYTES,
        withinMs: Math.max(1, untilMs - this.#options.clock.monotonicMs()),
      });
    let read = parseHead(await first(FIRST_BYTES));
    if (read !== undefined && 'needs' in read) read = parseHead(await first(read.needs));
    if (read !== undefined && 'head' in read) show.add(key, read.head, read.bodyAt);
    // Something else lies there, or was torn: the others are played without it.
    else show.ignore(key);
  }
}

function parseHead(bytes: Buffer): ReturnType<typeof readPackHead> | undefined {
  try {
    return readPackHead(bytes);
  } catch {
    return undefined;
  }
}

async function inTime<T>(work: Promise<T>, withinMs: number): Promise<T> {
  work.catch(() => undefined);
  const late = AbortSignal.timeout(Math.ceil(withinMs));
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => reject(late.reason), { once: true });
    }),
  ]);
}
