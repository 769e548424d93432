import type { Participant } from '../participant.js';
import { notOnStage } from '../participant-errors.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import type { StageCaller } from './stage-caller.js';

export interface StagePlace {
  stage: Stage;
  participant: Participant;
}

type Stages = Pick<StageRegistry, 'find'>;

/** The caller's participant, also in the green room. It must belong to this very tab: a tab that was taken over has none. */
export function stagePlaceOf(stages: Stages, caller: StageCaller): StagePlace {
  const stage = stages.find(caller.showId);
  const participant = stage?.findPerson(caller.personId);
  if (stage === undefined || participant?.tabId !== caller.tabId) throw notOnStage();
  return { stage, participant };
}

/** The same, on stage or backstage alone. */
export function studioPlaceOf(stages: Stages, caller: StageCaller): StagePlace {
  const place = stagePlaceOf(stages, caller);
  if (!place.participant.isInStudio) throw notOnStage();
  return place;
}
