import { guestError, type Log } from '#kernel';
import type { ProgrammeView } from '#protocol';
import type { Caller, ShowPort } from '#signaling';
import type { ShowsStore } from '../ports/shows.js';
import type { OpenShows } from './open-shows.js';

export interface ShowDoorOptions {
  shows: OpenShows;
  store: Pick<ShowsStore, 'find'>;
  /** For those who count and gate the audience. */
  onArrived?(caller: Caller): void;
  onDeparted?(caller: Caller): void;
  log: Log;
}

/** Where every socket of a show comes in and goes out. The first one opens the show. */
export class ShowDoor implements ShowPort {
  readonly #options: ShowDoorOptions;

  constructor(options: ShowDoorOptions) {
    this.#options = options;
  }

  async welcome(caller: Caller): Promise<{ title: string; programme: ProgrammeView }> {
    const { shows, store } = this.#options;
    const record = await store.find(caller.showId);
    if (record === undefined) throw guestError('show-not-found', 'There is no such show.', { status: 404 });
    const show = await shows.open(caller.showId);
    return { title: record.title, programme: show.view };
  }

  arrived(caller: Caller): void {
    this.#options.onArrived?.(caller);
  }

  departed(caller: Caller): void {
    this.#options.onDeparted?.(caller);
  }
}
