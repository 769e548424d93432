import { type Actor, checkRank, personIn, type Ranks, roleIn } from '#access';
import { guestError } from '#kernel';
import type { AudioMix } from '#protocol';
import type { LiveShows, LiveTrackSource, Show } from '#show';

const mustHaveStage = (show: Show): void => {
  if (show.state === 'live' || show.state === 'backstage') return;
  throw guestError('show-not-live', 'The show has no stage now.', {
    status: 409,
    details: { state: show.state },
  });
};

/** What hosts and their back ends do to people on a stage, from outside of it. */
export class StageControl {
  readonly #live: LiveShows;

  readonly #ranks: Ranks;

  constructor(live: LiveShows, ranks: Ranks) {
    this.#live = live;
    this.#ranks = ranks;
  }

  async promote(show: Show, personId: string): Promise<void> {
    mustHaveStage(show);
    await this.#live.promote(show.id, personId);
  }

  async demote(actor: Actor, show: Show, participantId: string): Promise<void> {
    mustHaveStage(show);
    await this.#needRank(actor, show, participantId);
    await this.#live.demote(show.id, participantId);
  }

  async mute(actor: Actor, show: Show, participantId: string, source: LiveTrackSource): Promise<void> {
    mustHaveStage(show);
    await this.#needRank(actor, show, participantId);
    await this.#live.mute(show.id, participantId, source);
  }

  async unmute(actor: Actor, show: Show, participantId: string, source: LiveTrackSource): Promise<void> {
    mustHaveStage(show);
    await this.#needRank(actor, show, participantId);
    await this.#live.unmute(show.id, participantId, source);
  }

  async remove(actor: Actor, show: Show, participantId: string): Promise<void> {
    mustHaveStage(show);
    await this.#needRank(actor, show, participantId);
    await this.#live.remove(show.id, participantId);
  }

  async audioMixOf(show: Show): Promise<AudioMix> {
    mustHaveStage(show);
    return this.#live.audioMixOf(show.id);
  }

  async setAudioMix(show: Show, audioMix: AudioMix): Promise<void> {
    mustHaveStage(show);
    await this.#live.setAudioMix(show.id, audioMix);
  }

  /** Who is not there is left to the stage to say. */
  async #needRank(actor: Actor, show: Show, participantId: string): Promise<void> {
    const live = await this.#live.find(show.id);
    const target = live?.participants.find((participant) => participant.participantId === participantId);
    if (target === undefined) return;
    const { personId, role } = target;
    await checkRank(
      this.#ranks,
      show.id,
      { personId: personIn(actor), role: roleIn(actor) },
      { personId, role },
    );
  }
}
