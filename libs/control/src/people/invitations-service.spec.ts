import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { Invitation, InvitationsStore } from '../ports/invitations.js';
import { InvitationsService } from './invitations-service.js';

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
  return { clock, kept, service: new InvitationsService(store, clock) };
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
  const { clock, service } = setUp();
  const { token } = await service.write(wish);
  clock.advance(3_599_000);
  expect(await service.getByToken(token)).toMatchObject({ role: 'guest', showId: 'show_1' });
  clock.advance(1_000);
  await expect(service.getByToken(token)).rejects.toMatchObject({ code: 'invitation-over', status: 410 });
});

test('a revoked one is over at once, and its token is nowhere kept', async () => {
  const { service, kept } = setUp();
  const { invitation, token } = await service.write(wish);
  expect(JSON.stringify([...kept])).not.toContain(token);
  await service.revoke(invitation.id, () => true);
  await expect(service.getByToken(token)).rejects.toMatchObject({ code: 'invitation-over' });
});
