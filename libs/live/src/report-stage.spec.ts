import { expect, test } from '@jest/globals';
import { TypedEvents } from '#kernel';
import type { Participant, StageEvents } from '#stage';
import type { OpenShow } from './open-show.js';
import { reportStage } from './report-stage.js';

function setUp(participants: readonly Participant[] = []) {
  const events = new TypedEvents<StageEvents>();
  const reported: string[] = [];
  reportStage(
    { showId: 'show_1', stage: { events, participants } as unknown as OpenShow['stage'] },
    (type, showId, payload) => {
      const { participant, reason } = payload as { participant: { id: string }; reason?: string };
      reported.push([type, showId, participant.id, reason ?? ''].join(' ').trim());
    },
  );
  const person = (participantId: string, role: 'guest' | 'candidate') =>
    ({
      participantId,
      personId: participantId,
      name: participantId,
      role,
      get isOnStage(): boolean {
        return (this as { role?: string }).role !== 'candidate';
      },
    }) as unknown as Participant;
  return { events, reported, person };
}

test('the stage is reported, the green room is not', () => {
  const { events, reported, person } = setUp();
  const [ann, vic, una] = [person('ann', 'guest'), person('vic', 'candidate'), person('una', 'candidate')];
  for (const each of [ann, vic, una]) events.emit('participant-joined', each);
  expect(reported).toEqual(['participant.joined show_1 ann']);
  vic.role = 'guest';
  events.emit('participant-changed', vic);
  events.emit('participant-changed', vic);
  events.emit('participant-left', { participant: vic, reason: 'sent-back' });
  events.emit('participant-left', { participant: una, reason: 'left' });
  expect(reported.slice(1)).toEqual([
    'participant.joined show_1 vic',
    'participant.left show_1 vic sent-back',
  ]);
});

test('the end of a show sends everybody away, a restart of the server nobody', () => {
  for (const [end, told] of [
    ['ended', ['participant.left show_1 ann stage-closed']],
    ['shutdown', []],
  ] as const) {
    const { events, reported, person } = setUp();
    const ann = person('ann', 'guest');
    events.emit('participant-joined', ann);
    events.emit('participant-left', { participant: ann, reason: 'stage-closed' });
    events.emit('closed', end);
    expect(reported.slice(1)).toEqual(told);
  }
});

test('who is there with the stage itself is reported like everybody', () => {
  const { person } = setUp();
  const [ann, vic] = [person('ann', 'guest'), person('vic', 'candidate')];
  const { events, reported } = setUp([ann, vic]);
  for (const participant of [ann, vic]) events.emit('participant-left', { participant, reason: 'lost' });
  expect(reported).toEqual(['participant.joined show_1 ann', 'participant.left show_1 ann lost']);
});
