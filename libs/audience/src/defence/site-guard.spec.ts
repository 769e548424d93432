import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { SiteBanRecord } from '../ports/site-defences-store.js';
import { SiteGuard } from './site-guard.js';

const ban = (n: number): SiteBanRecord => ({
  id: `ban_${n}`,
  subjectId: `person_${n}`,
  deviceHash: n % 2 === 0 ? `device_${n}` : null,
  ...{ name: '', reason: '', byId: 'owner', byName: 'Owner', createdAtMs: n },
});

/** With so many bans in its store, number 0 the oldest. */
function guardWith(count: number) {
  const all = Array.from({ length: count }, (_, n) => ban(n)).reverse();
  let asked = 0;
  const store = {
    words: async () => undefined,
    setWords: async () => undefined,
    listBans: async (limit: number) => all.slice(0, limit),
    hasBan: async ({ personId, deviceHash }: { personId: string; deviceHash: string | null }) => {
      asked += 1;
      return all.some(
        (each) => each.subjectId === personId || (deviceHash !== null && each.deviceHash === deviceHash),
      );
    },
    addBan: async (added: SiteBanRecord) => void all.unshift(added),
    removeBan: async (id: string) => {
      const at = all.findIndex((each) => each.id === id);
      return at >= 0 && all.splice(at, 1).length > 0;
    },
  };
  return { guard: new SiteGuard(store, new ManualClock()), asked: () => asked };
}

const person = (personId: string, deviceHash: string | null = null) => ({ personId, deviceHash });

test('a ban older than those in memory still holds, of the person and of the device', async () => {
  const { guard } = guardWith(6_000);
  expect(await guard.isRefused(person('person_1'))).toBe(true);
  expect(await guard.isRefused(person('another', 'device_2'))).toBe(true);
  expect(await guard.isRefused(person('another', 'device_of_nobody'))).toBe(false);
});

test('memory holds the newest bans, and answers without the store while it has all', async () => {
  const { guard, asked } = guardWith(4_999);
  expect(await guard.isRefused(person('another'))).toBe(false);
  expect(asked()).toBe(0);
  const { id: _, createdAtMs: __, ...wish } = ban(9_000);
  await guard.ban(wish);
  await guard.ban({ ...wish, subjectId: 'newest' });
  expect(guard.bans.length).toBe(5_000);
  expect(guard.isBanned(person('newest'))).toBe(true);
  expect(await guard.isRefused(person('person_0'))).toBe(true);
  expect(asked()).toBe(1);
});

test('a ban that is lifted makes no room through which older ones are forgotten', async () => {
  const { guard } = guardWith(6_000);
  await guard.ready();
  expect(await guard.unban('ban_5999')).toBe(true);
  expect(await guard.isRefused(person('person_5999'))).toBe(false);
  expect(await guard.isRefused(person('person_1'))).toBe(true);
});
