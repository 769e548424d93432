import { expect, test } from '@jest/globals';
import type { Invitation } from '#client';
import { openLinks } from './open-links.js';

const NOW_MS = Date.parse('2026-05-01T12:00:00.000Z');
const aLink = (id: string, fields: Partial<Invitation> = {}): Invitation => ({
  ...{ id, role: 'guest', showId: 'show_1', name: null, maxUses: null, uses: 0, revokedAt: null },
  createdAt: '2026-05-01T10:00:00.000Z',
  expiresAt: '2026-05-02T10:00:00.000Z',
  ...fields,
});

test('links that are revoked, expired or used up let nobody in', () => {
  const links = [
    aLink('open'),
    aLink('used once of two', { maxUses: 2, uses: 1 }),
    aLink('used up', { maxUses: 1, uses: 1 }),
    aLink('revoked', { revokedAt: '2026-05-01T11:00:00.000Z' }),
    aLink('expires now', { expiresAt: '2026-05-01T12:00:00.000Z' }),
  ];
  expect(openLinks(links, NOW_MS).map(({ id }) => id)).toEqual(['open', 'used once of two']);
});
