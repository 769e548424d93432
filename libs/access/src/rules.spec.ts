import { describe, expect, test } from '@jest/globals';
import type { PersonId, ShowId } from '#kernel';
import type { Actor } from './actor.js';
import { isAllowed, RULES } from './rules.js';
import type { TicketRole } from './tickets.js';

const show = { id: 'show_1' as ShowId, ownerId: 'host_1' as PersonId };
const person = (personId: string, role: 'owner' | 'host'): Actor => ({
  kind: 'person',
  personId: personId as PersonId,
  role,
  name: personId,
  sessionId: 's',
});
const key = (personId: string): Actor => ({
  kind: 'api-key',
  keyId: 'k',
  personId: personId as PersonId,
  role: 'host',
  name: 'k',
});
const ticket = (role: TicketRole, showId = 'show_1'): Actor => ({
  kind: 'ticket',
  ticket: {
    showId: showId as ShowId,
    role,
    subject: 'u',
    name: 'u',
    attributes: {},
    deviceHash: null,
    issuedAtMs: 0,
    expiresAtMs: 1,
  },
});

const ACTORS: Record<string, Actor> = {
  nobody: { kind: 'nobody' },
  owner: person('owner_1', 'owner'),
  host: person('host_1', 'host'),
  'other host': person('host_2', 'host'),
  key: key('host_1'),
  'other key': key('host_2'),
  'host ticket': ticket('host'),
  'co-host ticket': ticket('co-host'),
  'moderator ticket': ticket('moderator'),
  'guest ticket': ticket('guest'),
  'viewer ticket': ticket('viewer'),
  'host ticket of another show': ticket('host', 'show_2'),
};

const EVERYBODY = Object.keys(ACTORS);
const OWNERS = ['owner', 'host', 'key'];
const EXPECTED: Record<(typeof RULES)[number], string[]> = {
  anybody: EVERYBODY,
  'signed-in': ['owner', 'host', 'other host'],
  account: ['owner', 'host', 'other host', 'key', 'other key'],
  'site-owner': ['owner'],
  'show-owner': OWNERS,
  'show-host': [...OWNERS, 'host ticket', 'co-host ticket'],
  'show-moderator': [...OWNERS, 'host ticket', 'co-host ticket', 'moderator ticket'],
  'show-ticket': [
    ...OWNERS,
    'host ticket',
    'co-host ticket',
    'moderator ticket',
    'guest ticket',
    'viewer ticket',
  ],
};

describe('the rules', () => {
  test.each(RULES)('%s', (rule) => {
    const allowed = EVERYBODY.filter((name) => isAllowed(rule, ACTORS[name] ?? { kind: 'nobody' }, show));
    expect(allowed).toEqual(EVERYBODY.filter((name) => EXPECTED[rule].includes(name)));
  });

  test('without a show nobody holds a right about one', () => {
    for (const rule of RULES.filter((name) => name.startsWith('show-')))
      expect(Object.values(ACTORS).some((actor) => isAllowed(rule, actor))).toBe(false);
  });
});
