import { type Clock, guestError, newId } from '#kernel';
import type { StudioMessage } from '#protocol';
import { participantNotFound } from '../participant-errors.js';
import type { StageRegistry } from '../stage-registry.js';
import type { StageCaller } from './stage-caller.js';
import { studioPlaceOf } from './stage-place.js';

/** Private chat and talkback of the participants on stage and backstage. Fits the gateway's studio port. */
export class StudioService {
  readonly #stages: Pick<StageRegistry, 'find'>;
  readonly #clock: Clock;

  constructor(stages: Pick<StageRegistry, 'find'>, clock: Clock) {
    this.#stages = stages;
    this.#clock = clock;
  }

  async say(caller: StageCaller, text: string): Promise<string> {
    const { stage, participant } = studioPlaceOf(this.#stages, caller);
    const { personId, name, role } = participant;
    const messageId = newId('said');
    const message: StudioMessage = { messageId, personId, name, role, text, atWallMs: this.#clock.wallMs() };
    stage.messages.add(message);
    for (const each of stage.participants)
      if (each.isInStudio) each.tell({ name: 'studio.said', data: { message } });
    return messageId;
  }

  async messages(caller: StageCaller): Promise<StudioMessage[]> {
    return [...studioPlaceOf(this.#stages, caller).stage.messages.newest];
  }

  async talkTo(caller: StageCaller, participantId: string | null): Promise<void> {
    const { stage, participant } = studioPlaceOf(this.#stages, caller);
    if (participantId === null) return stage.setTalkback(participant, null);
    const listener = stage.find(participantId);
    if (listener?.isInStudio !== true) throw participantNotFound();
    if (listener === participant)
      throw guestError('not-allowed', 'You cannot talk to yourself.', { status: 400 });
    await stage.setTalkback(participant, listener);
  }
}
