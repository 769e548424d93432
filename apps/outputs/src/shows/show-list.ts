import type { Clock, Log } from '#kernel';
import type { OutputsShow, ToOutputs } from '#outputs';
import { FollowedProgramme } from './followed-programme.js';

export interface ShowListOptions {
  /** The socket of a show's programme. */
  socketOf(showId: string): string;
  clock: Clock;
  log: Log;
}

interface KnownShow {
  told: OutputsShow;
  feed: FollowedProgramme;
}

/** A programme that ends writes its last fragments and says so itself. */
const LAST_ENTRIES_MS = 15_000;

/** The shows on air as the server told them, each with its programme's log. */
export class ShowList {
  readonly #options: ShowListOptions;
  readonly #shows = new Map<string, KnownShow>();
  /** Named since the last `shows`. */
  #named: Set<string> | undefined;

  constructor(options: ShowListOptions) {
    this.#options = options;
  }

  /** What the server says, in its order. */
  take(message: ToOutputs): void {
    if (message.kind === 'shows') {
      this.#named = new Set();
      return;
    }
    if (message.kind === 'show') {
      this.#named?.add(message.show.id);
      this.#set(message.show);
      return;
    }
    for (const id of this.#shows.keys()) if (!this.#named?.has(id)) this.#endSoon(id);
    this.#named = undefined;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#shows.values()].map(({ feed }) => feed.close()));
    this.#shows.clear();
  }

  #set(told: OutputsShow): void {
    const { id, state } = told;
    const known = this.#shows.get(id);
    if (state === 'on-air') {
      if (known) known.told = told;
      else this.#follow(told);
    } else if (state === 'over') this.#endSoon(id);
    else this.#forget(id);
  }

  #follow(told: OutputsShow): void {
    const { socketOf, clock, log } = this.#options;
    const { id } = told;
    const feed = new FollowedProgramme({
      showId: id,
      path: socketOf(id),
      clock,
      log: log.with({ showId: id }),
    });
    this.#shows.set(id, { told, feed });
    feed.events.on('ended', () => this.#forget(id));
    feed.run();
  }

  #endSoon(showId: string): void {
    const known = this.#shows.get(showId);
    if (!known) return;
    const end = () => {
      if (this.#shows.get(showId) === known) known.feed.end();
    };
    if (known.feed.isFollowing) this.#options.clock.after(LAST_ENTRIES_MS, end);
    else end();
  }

  #forget(showId: string): void {
    const known = this.#shows.get(showId);
    this.#shows.delete(showId);
    known?.feed.close().catch(() => undefined);
  }
}
