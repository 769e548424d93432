import { guestError } from '#kernel';
import type { LiveShows, LiveTrackSource, Show } from '#show';

const mustHaveStage = (show: Show): void => {
  if (show.state === 'live' || show.state === 'backstage') return;
  throw guestError('show-not-live', 'The show has no stage now.', {
    status: 409,
    details: { state: show.state },
  });
};

/** What hosts and their back ends do to people on a stage, from outside of it. */
export class StageRemote {
  readonly #live: LiveShows;

  constructor(live: LiveShows) {
    this.#live = live;
  }

  async promote(show: Show, personId: string): Promise<void> {
    mustHaveStage(show);
    await this.#live.promote(show.id, personId);
  }

  async demote(show: Show, participantId: string): Promise<void> {
    mustHaveStage(show);
    await this.#live.demote(show.id, participantId);
  }

  async mute(show: Show, participantId: string, source: LiveTrackSource): Promise<void> {
    mustHaveStage(show);
    await this.#live.mute(show.id, participantId, source);
  }

  async unmute(show: Show, participantId: string, source: LiveTrackSource): Promise<void> {
    mustHaveStage(show);
    await this.#live.unmute(show.id, participantId, source);
  }

  async remove(show: Show, participantId: string): Promise<void> {
    mustHaveStage(show);
    await this.#live.remove(show.id, participantId);
  }
}
