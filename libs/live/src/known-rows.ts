import type { Change, ChangeCursor, ChangesStore, Ownership, OwnershipStore } from '#cluster';
import { type Clock, InTurn, TypedEvents } from '#kernel';
import type { Show, ShowsStore } from '#show';
import { listLiveShows } from './list-live-shows.js';

export interface KnownRowsOptions {
  changes: ChangesStore;
  ownerships: Pick<OwnershipStore, 'find' | 'list'>;
  shows: Pick<ShowsStore, 'find' | 'list'>;
  clock: Clock;
}

export interface KnownRowsEvents {
  /** A viewer was banned from these shows, or pardoned; of all of them, where that is not known. */
  bans: { showIds: readonly string[] | undefined };
}

/** Bans end by the clock, which changes no row. */
const ALL_AGAIN_MS = 60_000;
/** More changes than these are read with everything else. */
const MOST_ONE_BY_ONE = 50;

/**
 * What the database says of owners and live shows. Only what has changed is read again (decision 0273). Nothing is decided
 * by these rows: a claim asks the database.
 */
export class KnownRows {
  readonly events = new TypedEvents<KnownRowsEvents>();
  readonly #options: KnownRowsOptions;
  readonly #turns = new InTurn();
  readonly #owned = new Map<string, Ownership>();
  /** Live ones, and others that were looked up. */
  readonly #shows = new Map<string, Show>();
  #ownedList: readonly Ownership[] = [];
  #cursor: ChangeCursor | undefined;
  #allReadMs = Number.NEGATIVE_INFINITY;

  constructor(options: KnownRowsOptions) {
    this.#options = options;
  }

  /** As of the last refresh. */
  get live(): readonly Show[] {
    return [...this.#shows.values()].filter(({ state }) => state === 'live');
  }

  /** All that has an owner, as of a moment after this call: the same list as before where nothing has changed. */
  refresh(): Promise<readonly Ownership[]> {
    return this.#turns.run(async () => {
      await this.#refresh();
      return this.#ownedList;
    });
  }

  /** As of the last refresh. One that is not live is read the first time. */
  async find(showId: string): Promise<Show | undefined> {
    const known = this.#shows.get(showId);
    if (known !== undefined) return known;
    // In turn with the changes: what is read here may change right after.
    return this.#turns.run(async () => {
      const found = await this.#options.shows.find(showId);
      if (found !== undefined) this.#shows.set(showId, found);
      return found;
    });
  }

  close(): void {
    this.events.clear();
  }

  async #refresh(): Promise<void> {
    const { changes, clock } = this.#options;
    const isOld = clock.monotonicMs() - this.#allReadMs >= ALL_AGAIN_MS;
    const before = isOld ? undefined : this.#cursor;
    // What a refresh that fails has left out is not known.
    this.#cursor = undefined;
    const { cursor, changed } = await changes.since(before);
    if (changed === undefined || changed.length > MOST_ONE_BY_ONE) await this.#readAll();
    else await this.#readChanged(changed);
    this.#cursor = cursor;
  }

  async #readAll(): Promise<void> {
    const { ownerships, shows, clock } = this.#options;
    const startedMs = clock.monotonicMs();
    const [owned, live] = [await ownerships.list(), await listLiveShows(shows)];
    this.#owned.clear();
    this.#shows.clear();
    for (const each of owned) this.#owned.set(each.thing, each);
    for (const show of live) this.#shows.set(show.id, show);
    this.#ownedList = owned;
    this.#allReadMs = startedMs;
    this.events.emit('bans', { showIds: undefined });
  }

  async #readChanged(changed: readonly Change[]): Promise<void> {
    const idsOf = (kind: Change['kind']) => changed.flatMap((each) => (each.kind === kind ? [each.id] : []));
    const [things, showIds, ofBans] = [idsOf('ownership'), idsOf('show'), idsOf('bans')];
    await Promise.all([
      ...things.map((thing) => this.#readOwner(thing)),
      ...showIds.map((showId) => this.#readShow(showId)),
    ]);
    if (things.length > 0) this.#ownedList = [...this.#owned.values()];
    if (ofBans.length > 0) this.events.emit('bans', { showIds: ofBans });
  }

  async #readOwner(thing: string): Promise<void> {
    const found = await this.#options.ownerships.find(thing);
    if (found === undefined || found.ownerId === null) this.#owned.delete(thing);
    else this.#owned.set(thing, found);
  }

  async #readShow(showId: string): Promise<void> {
    const found = await this.#options.shows.find(showId);
    if (found !== undefined && (found.state === 'live' || this.#shows.has(showId)))
      this.#shows.set(showId, found);
    else this.#shows.delete(showId);
  }
}
