import { guestError } from '#kernel';
import { LIMITS, type RequestData, type ResponseData, type ServerEvent } from '#protocol';
import type { Participant } from '../participant.js';
import { notOnStage } from '../participant-errors.js';
import { SharedTopic } from '../shared/shared-topic.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import type { StageCaller } from './stage-caller.js';

/** State that those on stage and backstage share: a whiteboard, a game. It ends with the stage. Fits the gateway's shared port. */
export class SharedService {
  readonly #stages: Pick<StageRegistry, 'find'>;
  readonly #states = new WeakMap<Stage, Map<string, SharedTopic>>();

  constructor(stages: Pick<StageRegistry, 'find'>) {
    this.#stages = stages;
  }

  async get(caller: StageCaller, topic: string, after: number): Promise<ResponseData<'shared.get'>> {
    return this.#topicOf(this.#studioOf(caller).stage, topic).after(after);
  }

  async change(
    caller: StageCaller,
    { topic, changeId, changes }: RequestData<'shared.change'>,
  ): Promise<void> {
    const { stage, participant } = this.#studioOf(caller);
    if (!this.#topicOf(stage, topic).change(changes)) throw full();
    this.#tell(stage, {
      name: 'shared.changed',
      data: { topic, byId: participant.participantId, changeId, changes },
    });
  }

  async clear(caller: StageCaller, topic: string): Promise<void> {
    const { stage, participant } = this.#studioOf(caller);
    const state = this.#topicOf(stage, topic);
    state.clear();
    const { stateId } = state;
    this.#tell(stage, { name: 'shared.cleared', data: { topic, byId: participant.participantId, stateId } });
  }

  #topicOf(stage: Stage, topic: string): SharedTopic {
    const topics = this.#states.get(stage) ?? new Map<string, SharedTopic>();
    this.#states.set(stage, topics);
    const known = topics.get(topic);
    if (known !== undefined) return known;
    if (topics.size >= LIMITS.sharedTopics) throw full();
    const made = new SharedTopic();
    topics.set(topic, made);
    return made;
  }

  #tell(stage: Stage, event: ServerEvent): void {
    for (const each of stage.participants) if (each.isInStudio) each.tell(event);
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

const full = () =>
  guestError('state-full', 'There is no room for more. Take something out first.', { status: 409 });
