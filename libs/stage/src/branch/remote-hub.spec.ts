import { expect, test } from '@jest/globals';
import type { BranchLink } from './branch-link.js';
import type { KeptParticipant } from './kept-participant.js';
import { RemoteHub } from './remote-hub.js';

test('a node learns whose media it carries when that changes, and nothing of whom it never knew', async () => {
  const said: unknown[] = [];
  const link = {
    openPlace: async (
      _showId: string,
      _epoch: number,
      make: (placeId: string, opened: object) => RemoteHub,
    ) => make('place_1', { rtpCapabilities: {}, kept: [] }),
    request: async (_place: object, { participant }: { participant: unknown }) => said.push(participant),
  } as unknown as BranchLink;
  const hub = await RemoteHub.open(link, 'show_1', 1);
  const [ann, renamed] = [{ name: 'Ann' }, { name: 'Anna' }] as KeptParticipant[];
  for (const note of [null, ann, ann, renamed, null, null, renamed]) await hub.keep('prt_ann', note ?? null);
  expect(said).toEqual([ann, renamed, null, renamed]);
});
