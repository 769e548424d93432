import { expect, test } from '@jest/globals';
import type { Participant } from '../participant.js';
import type { Stage } from '../stage.js';
import { ModerationService, type ModerationServiceOptions } from './moderation-service.js';

test('the next owner of a show learns of a mute also where there is no track to mute', async () => {
  const silenced = new Set<string>();
  const guest = {
    ...{ participantId: 'prt_guest', personId: 'guest', role: 'guest', silenced },
    findTrack: () => undefined,
    tell: () => undefined,
  } as unknown as Participant;
  const kept: string[][] = [];
  const stage = { find: () => guest, changed: () => kept.push([...silenced]) } as unknown as Stage;
  const service = new ModerationService({
    stages: { find: () => stage },
    ranks: { roleOf: async () => 'viewer' },
  } as unknown as ModerationServiceOptions);
  const host = { showId: 'show_1', personId: 'host', tabId: 'tab', name: 'Host', role: 'host' } as const;
  for (const muted of [true, false]) await service.setMuted(host, 'prt_guest', 'microphone', muted);
  expect(kept).toEqual([['microphone'], []]);
});
