import { describe, expect, test } from '@jest/globals';
import {
  checkMayActOn,
  checkMayGive,
  checkRank,
  higherOf,
  mayActOn,
  mayGive,
  type ShowRole,
} from './rank.js';

const ROLES: ShowRole[] = [
  'site-owner',
  'owner',
  'host',
  'co-host',
  'moderator',
  'guest',
  'candidate',
  'viewer',
];
/** On whom each role may act: everybody further down, and nobody beside. */
const BELOW: Record<ShowRole, ShowRole[]> = {
  'site-owner': ['owner', 'host', 'co-host', 'moderator', 'guest', 'candidate', 'viewer'],
  owner: ['host', 'co-host', 'moderator', 'guest', 'candidate', 'viewer'],
  host: ['co-host', 'moderator', 'guest', 'candidate', 'viewer'],
  'co-host': ['moderator', 'guest', 'candidate', 'viewer'],
  moderator: ['guest', 'candidate', 'viewer'],
  guest: ['candidate', 'viewer'],
  candidate: ['viewer'],
  viewer: [],
};

describe.each(ROLES)('a %s', (role) => {
  test('acts on lower ranks only, and gives lower roles only', () => {
    const targets = ROLES.filter((other) =>
      mayActOn({ personId: 'a', role }, { personId: 'b', role: other }),
    );
    expect(targets).toEqual(BELOW[role]);
    expect(ROLES.filter((given) => mayGive(role, given))).toEqual(BELOW[role]);
  });

  test('acts on itself, whatever other role it has', () => {
    for (const other of ROLES)
      expect(mayActOn({ personId: 'a', role }, { personId: 'a', role: other })).toBe(true);
  });
});

test('a refusal says both roles', () => {
  const moderator = { personId: 'm', role: 'moderator' } as const;
  expect(() => checkMayActOn(moderator, { personId: 'o', role: 'owner' })).toThrow(
    expect.objectContaining({
      code: 'not-allowed',
      status: 403,
      details: { role: 'moderator', targetRole: 'owner' },
    }),
  );
  expect(() => checkMayGive('co-host', 'co-host')).toThrow(expect.objectContaining({ code: 'not-allowed' }));
});

test('of two roles of one person the higher one counts', () => {
  expect([higherOf('guest', 'owner'), higherOf('owner', 'viewer'), higherOf('guest', 'guest')]).toEqual([
    'owner',
    'owner',
    'guest',
  ]);
});

test('of an actor and a target the highest role counts that is known of them', async () => {
  const roles: Record<string, ShowRole> = { owner: 'owner', demoted: 'guest', mod: 'moderator' };
  const ranks = { roleOf: async (_showId: string, personId: string) => roles[personId] ?? 'viewer' };
  const acts = (personId: string, role: ShowRole, target: string) =>
    checkRank(ranks, 's', { personId, role }, { personId: target });
  // The owner has handed the show over and is a co-host on stage: still nobody acts on them, and they act on all.
  await acts('owner', 'co-host', 'mod');
  await expect(acts('new host', 'host', 'owner')).rejects.toMatchObject({ code: 'not-allowed' });
  await acts('mod', 'moderator', 'demoted');
  await acts('mod', 'viewer', 'mod');
});
