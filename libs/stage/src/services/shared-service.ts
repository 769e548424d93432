import { guestError, newId } from '#kernel';
import { LIMITS, type RequestData, type ResponseData, type ServerEvent } from '#protocol';
import { SharedTopic } from '../shared/shared-topic.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import type { StageCaller } from './stage-caller.js';
import { studioPlaceOf } from './stage-place.js';

/** Of one stage. */
interface StageTopics {
  stateId: string;
  topics: Map<string, SharedTopic>;
}

/** State that participants on stage and backstage share: a whiteboard, a game. It ends with the stage. Fits the gateway's shared port. */
export class SharedService {
  readonly #stages: Pick<StageRegistry, 'find'>;
  readonly #states = new WeakMap<Stage, StageTopics>();

  constructor(stages: Pick<StageRegistry, 'find'>) {
    this.#stages = stages;
  }

  async get(caller: StageCaller, topic: string, after: number): Promise<ResponseData<'shared.get'>> {
    const { stateId, topics } = this.#stateOf(studioPlaceOf(this.#stages, caller).stage);
    const found = topics.get(topic)?.after(after) ?? { entries: [], isComplete: true };
    return { stateId, ...found };
  }

  async change(
    caller: StageCaller,
    { topic, changeId, changes }: RequestData<'shared.change'>,
  ): Promise<void> {
    const { stage, participant } = studioPlaceOf(this.#stages, caller);
    const { topics } = this.#stateOf(stage);
    const changed = topics.get(topic) ?? new SharedTopic();
    const isTooMany = !topics.has(topic) && topics.size >= LIMITS.sharedTopics;
    const othersLength = lengthOf(topics) - changed.length;
    if (isTooMany || !changed.change(changes, LIMITS.sharedStageLength - othersLength)) throw full();
    topics.set(topic, changed);
    this.#tell(stage, {
      name: 'shared.changed',
      data: { topic, byId: participant.participantId, changeId, changes },
    });
  }

  async clear(caller: StageCaller, topic: string): Promise<void> {
    const { stage, participant } = studioPlaceOf(this.#stages, caller);
    const { stateId, topics } = this.#stateOf(stage);
    topics.delete(topic);
    this.#tell(stage, { name: 'shared.cleared', data: { topic, byId: participant.participantId, stateId } });
  }

  #stateOf(stage: Stage): StageTopics {
    const state = this.#states.get(stage) ?? { stateId: newId('state'), topics: new Map() };
    this.#states.set(stage, state);
    return state;
  }

  #tell(stage: Stage, event: ServerEvent): void {
    for (const each of stage.participants) if (each.isInStudio) each.tell(event);
  }
}

const lengthOf = (topics: ReadonlyMap<string, SharedTopic>): number =>
  [...topics.values()].reduce((sum, { length }) => sum + length, 0);

const full = () =>
  guestError('state-full', 'There is no room for more. Take something out first.', { status: 409 });
