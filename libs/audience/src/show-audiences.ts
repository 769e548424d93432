import type { Clock, RandomBytes } from '#kernel';
import type { SiteGuard } from './defence/site-guard.js';
import type { Classifier } from './ports/classifier.js';
import type { AudienceOutbox } from './ports/outbox.js';
import type { ProgrammeTime } from './ports/programme-time.js';
import type { AudienceStores } from './ports/stores.js';
import { ShowAudience } from './show-audience.js';
import { type AudienceWrites, createWrites } from './writes.js';

export interface ShowAudiencesOptions {
  stores: AudienceStores;
  outbox: AudienceOutbox;
  programmeTime: ProgrammeTime;
  clock: Clock;
  random: RandomBytes;
  site: SiteGuard;
  classifier?: Classifier | undefined;
}

/** More than this many quiet shows are not kept: the one asked for longest ago is read again when needed. */
const KEPT = 500;

/** The audiences that this process knows, each opened once, when it is first asked for. */
export class ShowAudiences {
  readonly writes: AudienceWrites;
  readonly #options: ShowAudiencesOptions;
  readonly #opening = new Map<string, Promise<ShowAudience>>();
  readonly #open = new Map<string, ShowAudience>();

  constructor(options: ShowAudiencesOptions) {
    this.#options = options;
    this.writes = createWrites(options.stores, options.clock);
  }

  /** Those that are open now. */
  get all(): Iterable<ShowAudience> {
    return this.#open.values();
  }

  find(showId: string): ShowAudience | undefined {
    return this.#open.get(showId);
  }

  async get(showId: string): Promise<ShowAudience> {
    const open = this.#open.get(showId);
    if (open !== undefined) {
      this.#open.delete(showId);
      this.#open.set(showId, open);
      return open;
    }
    const opening = this.#opening.get(showId) ?? this.#start(showId);
    return opening;
  }

  async release(showId: string): Promise<void> {
    this.#open.get(showId)?.close();
    this.#open.delete(showId);
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.writes).map((write) => write.settled()));
    for (const showId of [...this.#open.keys()]) await this.release(showId);
  }

  /** After a failure of the store the next request reads again. */
  #start(showId: string): Promise<ShowAudience> {
    const opening = ShowAudience.open({ showId, writes: this.writes, ...this.#options })
      .then((show) => {
        this.#open.set(showId, show);
        this.#forgetQuiet();
        return show;
      })
      .finally(() => this.#opening.delete(showId));
    this.#opening.set(showId, opening);
    return opening;
  }

  #forgetQuiet(): void {
    if (this.#open.size <= KEPT) return;
    const quiet = [...this.#open.values()].find((show) => show.viewers.current === 0);
    if (quiet !== undefined) void this.release(quiet.showId);
  }
}
