import { expect, test } from '@jest/globals';
import { silentLog, TypedEvents } from '#kernel';
import type { Stage } from '#stage';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { type LiveInput, ShowInputs } from './show-inputs.js';

const INPUT: LiveInput = { id: 'input_1', showId: 'show_1', name: 'OBS', as: 'guest', onStage: false };
const HELD_MS = 30_000;

/** A stage of one participant, whose media worker may be gone. */
function stageOf(left: string[]): { stage: Stage; breaks(): void } {
  let isBroken = false;
  const participant = {
    participantId: 'participant_1',
    isOnStage: false,
    tracks: [],
    reset: () => undefined,
  };
  const stage = {
    events: new TypedEvents(),
    findPerson: () => participant,
    find: () => participant,
    reset: async () => {
      if (isBroken) throw new Error('the media worker is gone');
    },
    changed: () => undefined,
    leave: ({ participantId }: typeof participant) => left.push(participantId),
  };
  return {
    stage: stage as never as Stage,
    breaks: () => {
      isBroken = true;
    },
  };
}

test('a sender for whom there is no place leaves the one before as one that has gone', async () => {
  const [clock, left] = [new ManualClock(), [] as string[]];
  const { stage, breaks } = stageOf(left);
  const show = { showId: 'show_1', stage, giveCanvas: () => undefined, setProgrammeAway: () => undefined };
  const inputs = new ShowInputs({ show, clock, log: silentLog });
  const first = await inputs.open(INPUT, { id: 'rtmp_1', by: 'rtmp' });
  first.setNotes(['B-frames']);
  breaks();
  await expect(inputs.open(INPUT, { id: 'rtmp_2', by: 'rtmp' })).rejects.toThrow('gone');
  expect(inputs.statusOf(INPUT.id)).toEqual({ flow: 'gone', by: null, notes: ['B-frames'] });
  clock.advance(HELD_MS);
  expect([inputs.statusOf(INPUT.id), left]).toEqual([undefined, ['participant_1']]);
  inputs.close();
});
