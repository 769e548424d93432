import { expect, test } from '@jest/globals';
import { silentLog, TypedEvents } from '#kernel';
import type { Participant, StageEvents } from '#stage';
import { endKeptBanned } from './end-banned.js';
import type { OpenShow } from './open-show.js';

const BANNED = ['ann', 'vic'];

const person = (personId: string, isConnected: boolean) =>
  ({ participantId: `prt_${personId}`, personId, isConnected }) as Participant;

test('whom another node carried does not stay on the stage with a ban that was given meanwhile', async () => {
  const events = new TypedEvents<StageEvents>();
  const participants = [person('ann', false), person('bob', false)];
  const removed: string[] = [];
  endKeptBanned(
    {
      isBanned: async (_showId, { subject }) => BANNED.includes(subject),
      live: { remove: async (_showId, participantId) => void removed.push(participantId) },
      log: silentLog,
    },
    { showId: 'show_1', stage: { events, participants } as unknown as OpenShow['stage'] },
  );
  events.emit('participant-joined', person('vic', false));
  // Judged by a ticket a moment ago.
  events.emit('participant-joined', person('vic', true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(removed).toEqual(['prt_ann', 'prt_vic']);
});
