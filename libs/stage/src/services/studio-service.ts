import { type Clock, guestError, newId } from '#kernel';
import type { StudioMessage } from '#protocol';
import type { Participant } from '../participant.js';
import { notOnStage, participantNotFound } from '../participant-errors.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import type { StageCaller } from './stage-caller.js';

/** What those on stage and backstage say among themselves. Fits the gateway's studio port. */
export class StudioService {
  readonly #stages: Pick<StageRegistry, 'find'>;
  readonly #clock: Clock;

  constructor(stages: Pick<StageRegistry, 'find'>, clock: Clock) {
    this.#stages = stages;
    this.#clock = clock;
  }

  async say(caller: StageCaller, text: string): Promise<string> {
    const { stage, participant } = this.#studioOf(caller);
    const { personId, name, role } = participant;
    const messageId = newId('said');
    const message: StudioMessage = { messageId, personId, name, role, text, atWallMs: this.#clock.wallMs() };
    stage.messages.add(message);
    for (const each of stage.participants)
      if (each.isInStudio) each.tell({ name: 'studio.said', data: { message } });
    return messageId;
  }

  async messages(caller: StageCaller): Promise<StudioMessage[]> {
    return [...this.#studioOf(caller).stage.messages.newest];
  }

  async talkTo(caller: StageCaller, participantId: string | null): Promise<void> {
    const { stage, participant } = this.#studioOf(caller);
    if (participantId === null) return stage.setTalkback(participant, null);
    const listener = stage.find(participantId);
    if (listener?.isInStudio !== true) throw participantNotFound();
    if (listener === participant)
      throw guestError('not-allowed', 'You cannot talk to yourself.', { status: 400 });
    await stage.setTalkback(participant, listener);
  }

  /** On stage or backstage, in this very tab: the green room takes no part. */
  #studioOf(caller: StageCaller): { stage: Stage; participant: Participant } {
    const stage = this.#stages.find(caller.showId);
    const participant = stage?.findPerson(caller.personId);
    if (stage === undefined || participant?.tabId !== caller.tabId || !participant.isInStudio)
      throw notOnStage();
    return { stage, participant };
  }
}
