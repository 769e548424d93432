import { type Clock, type Log, TypedEvents } from '#kernel';
import type { ShowPhase } from '#show';
import type { OpenShow } from './open-show.js';
import { serverStops } from './server-stops.js';

export interface OpenShowsOptions {
  open: (showId: string) => Promise<OpenShow>;
  /** At least one page is connected to the show. */
  isConnected: (showId: string) => boolean;
  /** How long an ended show can still be played. */
  keepEndedMs: number;
  clock: Clock;
  log: Log;
}

export interface OpenShowsEvents {
  opened: OpenShow;
  /** The running side gave a show up. */
  failed: { showId: string; reason: string };
  /** A show was closed: it cannot be played any more. */
  forgotten: OpenShow;
  /** Another node runs it from now on, and what is open of it here is about to be closed. */
  'handing-over': { showId: string };
  /** Nothing of it is open here any more. */
  'handed-over': OpenShow;
  /** A show was deleted, whether it was open or not. */
  removed: { showId: string };
}

interface Entry {
  opening: Promise<OpenShow>;
  show?: OpenShow;
  usedMs: number;
}

const REVIEW_MS = 15_000;
/** A page that reloads, or a network that changes, is back long before. */
const UNUSED_MS = 60_000;
/** Nothing of these runs: an open one costs a router, its transports and timers. */
const AT_REST: readonly ShowPhase[] = ['draft', 'scheduled', 'backstage', 'failed'];

/** The shows that this process has open. Opening an open one answers with the same. */
export class OpenShows {
  readonly events = new TypedEvents<OpenShowsEvents>();
  readonly #options: OpenShowsOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #preparations: ((show: OpenShow) => Promise<unknown>)[] = [];
  readonly #stopReview: () => void;
  #isClosed = false;

  constructor(options: OpenShowsOptions) {
    this.#options = options;
    this.#stopReview = options.clock.every(REVIEW_MS, () => this.#closeUnused());
  }

  /** Work that is done before anybody gets to see a show that is being opened. */
  whenOpening(prepare: (show: OpenShow) => Promise<unknown>): void {
    this.#preparations.push(prepare);
  }

  /** The process stops: no show is opened any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  get all(): readonly OpenShow[] {
    return [...this.#entries.values()].flatMap(({ show }) => (show === undefined ? [] : [show]));
  }

  find(showId: string): OpenShow | undefined {
    return this.#entries.get(showId)?.show;
  }

  open(showId: string): Promise<OpenShow> {
    if (this.#isClosed) return Promise.reject(serverStops());
    const usedMs = this.#options.clock.monotonicMs();
    const known = this.#entries.get(showId);
    if (known !== undefined) {
      known.usedMs = usedMs;
      return known.opening;
    }
    const opening = this.#open(showId);
    const entry: Entry = { opening, usedMs };
    this.#entries.set(showId, entry);
    opening.catch(() => this.#drop(showId, entry));
    return opening;
  }

  /** The show is deleted: nothing of it stays open. */
  async remove(showId: string): Promise<void> {
    const entry = this.#entries.get(showId);
    if (entry !== undefined) {
      this.#drop(showId, entry);
      const show = await entry.opening.catch(() => undefined);
      if (show !== undefined) await this.#close(show);
    }
    this.events.emit('removed', { showId });
  }

  /** Closes a show that another node runs: what viewers see of it comes from there. */
  async handOver(showId: string): Promise<void> {
    const entry = this.#entries.get(showId);
    if (entry === undefined) return;
    this.#drop(showId, entry);
    this.events.emit('handing-over', { showId });
    const show = await entry.opening.catch(() => undefined);
    if (show === undefined) return;
    await this.#suspend(show);
    this.events.emit('handed-over', show);
  }

  async suspendAll(): Promise<void> {
    this.#isClosed = true;
    this.#stopReview();
    await Promise.allSettled([...this.#entries.values()].map(({ opening }) => opening));
    await Promise.all(this.all.map((show) => this.#suspend(show)));
    this.#entries.clear();
  }

  async #open(showId: string): Promise<OpenShow> {
    const show = await this.#options.open(showId);
    await Promise.all(this.#preparations.map((prepare) => prepare(show)));
    return this.#watch(show);
  }

  #watch(show: OpenShow): OpenShow {
    const entry = this.#entries.get(show.showId);
    if (entry !== undefined) entry.show = show;
    show.events.on('failed', (reason) => this.events.emit('failed', { showId: show.showId, reason }));
    show.events.on('changed', () => this.#touch(show.showId));
    this.events.emit('opened', show);
    return show;
  }

  #touch(showId: string): void {
    const entry = this.#entries.get(showId);
    if (entry !== undefined) entry.usedMs = this.#options.clock.monotonicMs();
  }

  /** Closes what has ended long ago, and what is at rest and used by nobody: the first one who comes opens it again. */
  #closeUnused(): void {
    const nowMs = this.#options.clock.monotonicMs();
    for (const [showId, entry] of [...this.#entries]) {
      const { show } = entry;
      if (show === undefined) continue;
      const keptMs = this.#keptMs(show);
      if (keptMs === undefined) entry.usedMs = nowMs;
      else if (nowMs - entry.usedMs >= keptMs) {
        this.#drop(showId, entry);
        void this.#close(show);
      }
    }
  }

  /** How long the show stays open from its last use on; nothing while it is in use. */
  #keptMs(show: OpenShow): number | undefined {
    if (show.phase === 'ended') return this.#options.keepEndedMs;
    if (!AT_REST.includes(show.phase)) return undefined;
    if (show.stage.participants.length > 0 || this.#options.isConnected(show.showId)) return undefined;
    return show.isPlayable ? this.#options.keepEndedMs : UNUSED_MS;
  }

  async #close(show: OpenShow): Promise<void> {
    await this.#suspend(show);
    this.events.emit('forgotten', show);
  }

  async #suspend(show: OpenShow): Promise<void> {
    try {
      await show.suspend();
    } catch (error) {
      this.#options.log.error('live.suspend | failed', { showId: show.showId, error });
    }
  }

  #drop(showId: string, entry: Entry): void {
    if (this.#entries.get(showId) === entry) this.#entries.delete(showId);
  }
}
