import type { Hub } from './media/hub.js';
import type { Participant } from './participant.js';
import type { PrivateTalks } from './private-talks.js';
import { Speaking, type SpeakingView } from './speaking.js';
import type { StageHubs } from './stage-hubs.js';

export interface StageSpeakingOptions {
  hubs: Pick<StageHubs, 'events'>;
  participants(): readonly Participant[];
  talks: PrivateTalks;
  tell(view: SpeakingView): void;
}

/** Who is heard to speak on a stage. Private talks are not among it. */
export class StageSpeaking {
  readonly #options: StageSpeakingOptions;
  readonly #speaking = new Speaking();

  constructor(options: StageSpeakingOptions) {
    this.#options = options;
    const { events } = options.hubs;
    events.on('levels', ({ hub, levels }) => {
      this.#speaking.heard(hub, levels);
      this.#tell();
    });
    events.on('dominant', (producerId) => {
      this.#speaking.dominated(producerId);
      this.#tell();
    });
  }

  forget(hub: Hub): void {
    this.#speaking.forget(hub);
  }

  #tell(): void {
    this.#options.tell(this.#speaking.view((producerId) => this.#publicSpeaker(producerId)));
  }

  #publicSpeaker(producerId: string): string | undefined {
    const speaker = this.#options
      .participants()
      .find(({ tracks }) => tracks.some(({ trackId }) => trackId === producerId));
    if (speaker?.isInStudio !== true || this.#options.talks.isPrivate(speaker)) return undefined;
    return speaker.participantId;
  }
}
