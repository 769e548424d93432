import { guestError, type Log } from '#kernel';
import type { ProgrammeView } from '#protocol';
import type { PlaybackPass, ShowsStore } from '#show';
import type { Caller, ShowPort } from '#signaling';
import type { OpenShows } from './open-shows.js';
import { viewFor } from './view-for.js';

export interface ShowEntryOptions {
  shows: OpenShows;
  store: Pick<ShowsStore, 'find'>;
  playback: PlaybackPass;
  /** How many persons are connected to a show: tabs do not count. */
  connected(showId: string): number;
  /** For the rooms that count and admit the audience. */
  onArrived?(caller: Caller): void;
  onDeparted?(caller: Caller): void;
  log: Log;
}

/** Where every socket of a show comes in and goes out. The first one opens the show. */
export class ShowEntry implements ShowPort {
  readonly #options: ShowEntryOptions;

  constructor(options: ShowEntryOptions) {
    this.#options = options;
  }

  async welcome(caller: Caller): Promise<{ title: string; programme: ProgrammeView }> {
    const { shows, store, playback, connected } = this.#options;
    const record = await store.find(caller.showId);
    if (record === undefined) throw guestError('show-not-found', 'There is no such show.', { status: 404 });
    if (caller.role === 'viewer' && connected(caller.showId) >= record.limits.maxViewers) throw showFull();
    const show = await shows.open(caller.showId);
    return { title: record.title, programme: await viewFor(show, caller, playback) };
  }

  arrived(caller: Caller): void {
    this.#options.onArrived?.(caller);
  }

  departed(caller: Caller): void {
    this.#options.onDeparted?.(caller);
  }
}

const showFull = () =>
  guestError('show-full', 'As many watch this show as may. Try again later.', { status: 409, retry: true });
