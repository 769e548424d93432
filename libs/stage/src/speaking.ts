import type { ServerEventData } from '#protocol';
import type { Loudness } from './media/hub.js';

export type SpeakingView = ServerEventData<'stage.speaking'>;

/** Puts together what the ears of all hubs hear. */
export class Speaking {
  readonly #levels = new Map<object, readonly Loudness[]>();
  #activeProducerId: string | undefined;

  heard(hub: object, levels: readonly Loudness[]): void {
    this.#levels.set(hub, levels);
  }

  dominated(producerId: string): void {
    this.#activeProducerId = producerId;
  }

  forget(hub: object): void {
    this.#levels.delete(hub);
  }

  /** `speakerOf` answers with the participant of a voice that everybody may know of. */
  view(speakerOf: (producerId: string) => string | undefined): SpeakingView {
    const levels = [...this.#levels.values()].flat().flatMap(({ producerId, levelDb }) => {
      const participantId = speakerOf(producerId);
      return participantId === undefined ? [] : [{ participantId, levelDb }];
    });
    const active = this.#activeProducerId === undefined ? undefined : speakerOf(this.#activeProducerId);
    return { activeParticipantId: active ?? null, levels };
  }
}
