import { type Clock, Lifetime, type Log } from '#kernel';
import type { AudienceStores } from '../ports/stores.js';
import type { VisitTotals } from '../ports/visits-store.js';
import type { ShowAudience } from '../show-audience.js';
import type { ShowAudiences } from '../show-audiences.js';

export interface CountingOptions {
  shows: ShowAudiences;
  stores: AudienceStores;
  clock: Clock;
  log: Log;
}

export interface ViewerFigures {
  current: number;
  peak: number;
  unknown: number;
}

export interface Heartbeat {
  /** Milliseconds played since the last heartbeat of this player. */
  playedMs: number;
  /** False when the player stops or its page goes. */
  playing: boolean;
}

export interface HeartbeatFrom {
  subject: string;
  deviceHash: string | null;
  /** As the origin names who reads. */
  reader?: string;
}

const TELL_MS = 5_000;
/** Up to so many viewers each change is sent at once: a host who waits for the first viewer should not wait for the next round. */
const TOLD_AT_ONCE = 10;
const WRITE_MS = 15_000;
const ROWS_A_WRITE = 500;

/** Counts viewers by their players' heartbeats; writes what they watched, and tells the number when it changed. */
export class Counting {
  readonly #options: CountingOptions;
  readonly #lifetime = new Lifetime();
  readonly #told = new Map<string, number>();
  #writing: Promise<void> | undefined;

  constructor(options: CountingOptions) {
    this.#options = options;
    this.#lifetime.adopt(options.clock.every(TELL_MS, () => this.#tell()));
    this.#lifetime.adopt(options.clock.every(WRITE_MS, () => void this.write()));
  }

  /** A device is a viewer; where it is unknown, the person is. */
  async beat(showId: string, from: HeartbeatFrom, { playedMs, playing }: Heartbeat): Promise<void> {
    const show = await this.#options.shows.get(showId);
    const { deviceHash, subject, reader } = from;
    const beat = { viewer: deviceHash ?? subject, playedMs, isPlaying: playing, reader };
    show.viewers.beat(beat, this.#options.clock.wallMs());
    if (show.viewers.current <= TOLD_AT_ONCE) this.#tellOf(show);
  }

  figures(showId: string): ViewerFigures {
    const viewers = this.#options.shows.find(showId)?.viewers;
    return { current: viewers?.current ?? 0, peak: viewers?.peak ?? 0, unknown: viewers?.unknown ?? 0 };
  }

  /** Who fetches the playlist, as the origin of one node sees them. */
  setReaders(showId: string, readers: readonly string[], node = 'here'): void {
    this.#options.shows.find(showId)?.viewers.setReaders(readers, this.#options.clock.wallMs(), node);
  }

  totals(showId: string): Promise<VisitTotals> {
    return this.#options.stores.visits.totals(showId);
  }

  /** Writes what was watched since the last time. One at a time: a slow store gets the next write later. */
  write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.#lifetime.close();
    await this.#writing;
    await this.write();
  }

  async #writeAll(): Promise<void> {
    for (const show of [...this.#options.shows.all]) await this.#writeShow(show);
  }

  async #writeShow(show: ShowAudience): Promise<void> {
    const { stores, clock, log } = this.#options;
    const nowMs = clock.wallMs();
    const watched = show.viewers.collect(nowMs);
    const written = { count: 0 };
    if (watched.length === 0 && show.viewers.current === 0) return;
    try {
      for (; written.count < watched.length; written.count += ROWS_A_WRITE) {
        const rows = watched.slice(written.count, written.count + ROWS_A_WRITE);
        await stores.visits.add(rows.map((row) => ({ ...row, showId: show.showId })));
      }
      await stores.visits.sample(show.showId, nowMs, show.viewers.current);
      await stores.visits.raisePeak(show.showId, show.viewers.peak);
    } catch (error) {
      show.viewers.giveBack(watched.slice(written.count));
      log.warn('audience.counting | not written, kept for the next time', { showId: show.showId, error });
    }
  }

  #tell(): void {
    for (const show of this.#options.shows.all) this.#tellOf(show);
  }

  #tellOf(show: ShowAudience): void {
    const { current } = show.viewers;
    if (this.#told.get(show.showId) === current) return;
    this.#told.set(show.showId, current);
    show.send({ name: 'audience.counted', data: { viewers: current } });
  }
}
