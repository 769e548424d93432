import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { Invitation, InvitationsStore } from '../ports/invitations.js';
import { InvitationsDesk } from './invitations-desk.js';

function setUp() {
  const kept = new Map<string, Invitation>();
  const store = {
    create: async ({ tokenHash, ...invitation }: Invitation & { tokenHash: string }) => {
      kept.set(tokenHash, invitation);
    },
    findByHash: async (hash: string) => kept.get(hash),
    find: async (id: string) => [...kept.values()].find((each) => each.id === id),
    revoke: async (id: string, atMs: number) => {
      for (const each of kept.values()) if (each.id === id) each.revokedAtMs = atMs;
    },
  } as unknown as InvitationsStore;
  const clock = new ManualClock();
  return { clock, kept, desk: new InvitationsDesk(store, clock) };
}
const wish = {
  role: 'guest',
  showId: 'show_1',
  name: null,
  createdById: null,
  createdBySubject: null,
  maxUses: null,
  lifetimeSeconds: 3_600,
} as const;

test('a link carries its role until its last second, and nothing after it', async () => {
  const { clock, desk } = setUp();
  const { token } = await desk.write(wish);
  clock.advance(3_599_000);
  expect(await desk.look(token)).toMatchObject({ role: 'guest', showId: 'show_1' });
  clock.advance(1_000);
  await expect(desk.look(token)).rejects.toMatchObject({ code: 'invitation-over', status: 410 });
});

test('a revoked one is over at once, and its token is nowhere kept', async () => {
  const { desk, kept } = setUp();
  const { invitation, token } = await desk.write(wish);
  expect(JSON.stringify([...kept])).not.toContain(token);
  await desk.revoke(invitation.id, () => true);
  await expect(desk.look(token)).rejects.toMatchObject({ code: 'invitation-over' });
});
