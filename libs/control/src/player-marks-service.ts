import { guestError } from '#kernel';
import type { LiveShows, PlayerMark, Show } from '#show';

/** What hosts and their back ends tell the players of a show, with the media of its moment. */
export class PlayerMarksService {
  readonly #live: LiveShows;

  constructor(live: LiveShows) {
    this.#live = live;
  }

  /** Answers when that is, on the programme's clock. */
  async tell(show: Show, mark: PlayerMark): Promise<number> {
    if (show.state !== 'live')
      throw guestError('show-not-live', 'The show is not on air.', {
        status: 409,
        details: { state: show.state },
      });
    return this.#live.tellPlayers(show.id, mark);
  }
}
