// On whom each role may act, over every operation that is about a person, with real people of every rank.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_OPERATIONS } from '#api';
import { newId } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiAnswer, ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

const ACTORS = ['moderator', 'co-host', 'host ticket', 'key of the host', 'host', 'site owner'] as const;
type Actor = (typeof ACTORS)[number];
const TARGETS = ['viewer', 'guest', 'moderator', 'co-host', 'host ticket', 'host', 'site owner'] as const;
type Target = (typeof TARGETS)[number];

/** Everybody of a lower rank; nobody of the same or a higher one. */
const BELOW: Record<Actor, readonly Target[]> = {
  moderator: ['viewer', 'guest'],
  'co-host': ['viewer', 'guest', 'moderator'],
  'host ticket': ['viewer', 'guest', 'moderator', 'co-host'],
  'key of the host': ['viewer', 'guest', 'moderator', 'co-host', 'host ticket'],
  host: ['viewer', 'guest', 'moderator', 'co-host', 'host ticket'],
  'site owner': ['viewer', 'guest', 'moderator', 'co-host', 'host ticket', 'host'],
};
/** A key acts for its person, who may do everything to themselves. */
const THEMSELVES: Partial<Record<Actor, Target>> = {
  'key of the host': 'host',
  host: 'host',
  'site owner': 'site owner',
};
const HOSTS: readonly Actor[] = ACTORS.filter((actor) => actor !== 'moderator');

/** Operations that name a person, and those that name one without doing anything to them. */
const ABOUT_PERSONS = [
  'audience.ban',
  'audience.decide',
  'audience.deleteMessage',
  'audience.unban',
  'stage.demote',
  'stage.mute',
  'stage.remove',
  'stage.unmute',
  'tickets.mint',
];
const ABOUT_ACCOUNTS = ['people.get', 'people.setRole', 'people.erase'];
/** The viewer has to say yes. */
const ASKS = ['stage.promote'];
/** The site owner's alone. */
const ERASES = ['house.erase', 'site.ban'];

let held: TestDatabase;
let server: ControlServer;
let showId: string;
const clients = new Map<Actor, ApiClient>();
const people = new Map<Target, string>();
const [[, openEmbedded]] = DATABASES;

beforeAll(async () => {
  held = await openEmbedded();
  const rate = { burst: 1e6, perMinute: 1e6 };
  server = await ControlServer.create(held.database, {
    read: rate,
    write: rate,
    'sign-in': rate,
    arrive: rate,
    heartbeat: rate,
  });
  const { client: owner } = await server.owner();
  const { token } = (await owner.post('/invitations', {})).body;
  const host = server.client();
  await host.post('/invitations/accept', {
    token,
    name: 'Host',
    email: 'host@example.org',
    password: 'a good password',
  });
  showId = (await host.post('/shows', { title: 'Open', visibility: 'public' })).body.id;
  clients.set('site owner', owner).set('host', host);
  clients.set('key of the host', server.client((await host.post('/api-keys', { name: 'k' })).body.secret));
  for (const [actor, role] of [
    ['moderator', 'moderator'],
    ['co-host', 'co-host'],
    ['host ticket', 'host'],
  ] as const)
    clients.set(actor, server.client(await ticket(host, role, `acting_${role}`)));
  people.set('site owner', (await owner.get('/session')).body.person.id);
  people.set('host', (await host.get('/session')).body.person.id);
  for (const [target, role] of [
    ['viewer', 'viewer'],
    ['guest', 'guest'],
    ['moderator', 'moderator'],
    ['co-host', 'co-host'],
    ['host ticket', 'host'],
  ] as const) {
    people.set(target, `other_${role}`);
    await ticket(host, role, `other_${role}`);
  }
  await host.post(`/shows/${showId}/backstage`);
  const participants = TARGETS.map((target) => ({
    participantId: participantOf(target),
    personId: idOf(target),
    name: target,
    role: 'guest' as const,
    connected: true,
    tracks: [],
  }));
  server.live.states.set(showId, {
    onAir: false,
    startedAtMs: null,
    isPlayable: false,
    audienceBehindMs: null,
    participants,
  });
});
afterAll(async () => {
  await server?.close();
  await held?.close();
});

const participantOf = (target: Target) => `participant_${TARGETS.indexOf(target)}`;
const idOf = (target: Target) => people.get(target) ?? '';
const clientOf = (actor: Actor) => clients.get(actor) as ApiClient;
const ticket = async (from: ApiClient, role: string, subject: string) =>
  (await from.post(`/shows/${showId}/tickets`, { role, name: role, subject })).body.ticket as string;

async function writeMessage(target: Target): Promise<string> {
  const id = newId('msg');
  const author = { id: idOf(target), name: target, role: 'viewer' as const, deviceHash: null };
  await held.database.repositories.chat.add([
    {
      id,
      showId,
      author,
      text: 'x',
      replyToId: null,
      createdAtMs: Date.UTC(2030, 0, 1),
      deletedAtMs: null,
      position: 0,
    },
  ]);
  return id;
}

async function holdMessage(target: Target): Promise<string> {
  const id = newId('msg');
  const author = { id: idOf(target), name: target, role: 'viewer' as const, deviceHash: null };
  const said = { id, showId, author, text: 'x', replyToId: null, createdAtMs: Date.UTC(2030, 0, 1) };
  await held.database.repositories.heldMessages.add([{ ...said, cause: 'link' }]);
  return id;
}

/** What each operation does to one person. */
const ACTIONS: Record<string, (client: ApiClient, target: Target) => Promise<ApiAnswer>> = {
  'audience.unban': (client, target) =>
    client.delete(`/shows/${showId}/bans/${encodeURIComponent(idOf(target))}`),
  'audience.deleteMessage': async (client, target) =>
    client.delete(`/shows/${showId}/chat/${await writeMessage(target)}`),
  'audience.decide': async (client, target) =>
    client.post(`/shows/${showId}/held-messages/${await holdMessage(target)}`, { decision: 'refuse' }),
  'stage.mute': (client, target) =>
    client.post(`/shows/${showId}/stage/${participantOf(target)}/mute`, { source: 'camera' }),
  'stage.unmute': (client, target) =>
    client.post(`/shows/${showId}/stage/${participantOf(target)}/unmute`, { source: 'camera' }),
  'stage.demote': (client, target) => client.post(`/shows/${showId}/stage/${participantOf(target)}/demote`),
  'stage.remove': (client, target) => client.delete(`/shows/${showId}/stage/${participantOf(target)}`),
  'tickets.mint': (client, target) =>
    client.post(`/shows/${showId}/tickets`, { role: 'viewer', name: 'x', subject: idOf(target) }),
  // The last: a banned person is let in nowhere any more.
  'audience.ban': (client, target) => client.post(`/shows/${showId}/bans`, { personId: idOf(target) }),
};
/** Bodies and paths that need an id of our form. */
const mayDo = (id: string): readonly Actor[] =>
  ['stage.demote', 'tickets.mint'].includes(id) ? HOSTS : ACTORS;

/** A ticket names no subject but its own, of whatever rank. */
const expectedFor = (id: string, actor: Actor): readonly Target[] => {
  const isTicket = ['moderator', 'co-host', 'host ticket'].includes(actor);
  if (id === 'tickets.mint' && isTicket) return [];
  return TARGETS.filter((target) => BELOW[actor].includes(target) || THEMSELVES[actor] === target);
};

describe('nobody acts on a person of the same or a higher rank', () => {
  test('every operation that names a person has its row', () => {
    const named = ALL_OPERATIONS.filter(
      ({ path, body }) =>
        /personId|participantId|messageId/.test(path) ||
        /personId|subject/.test(JSON.stringify(shapeOf(body))),
    ).map(({ id }) => id);
    expect(named.sort()).toEqual([...ABOUT_PERSONS, ...ABOUT_ACCOUNTS, ...ASKS, ...ERASES].sort());
    expect(Object.keys(ACTIONS).sort()).toEqual(ABOUT_PERSONS);
  });

  const rows = Object.keys(ACTIONS).flatMap((id) => mayDo(id).map((actor) => [id, actor] as const));
  test.each(rows)('%s by a %s', async (id, actor) => {
    const done: Target[] = [];
    for (const target of TARGETS) {
      const { status, body } = await (ACTIONS[id] as (typeof ACTIONS)[string])(clientOf(actor), target);
      if (status < 300) done.push(target);
      else expect([target, status, body.code]).toEqual([target, 403, 'not-allowed']);
    }
    expect(done).toEqual(expectedFor(id, actor));
  });
});

describe('no role gives what it does not have', () => {
  const ROLES = ['viewer', 'guest', 'moderator', 'co-host', 'host'];
  const GIVES: Partial<Record<Actor, string[]>> = {
    'co-host': ['viewer', 'guest', 'moderator'],
    'host ticket': ['viewer', 'guest', 'moderator', 'co-host'],
    'key of the host': ROLES,
    host: ROLES,
    'site owner': ROLES,
  };

  test.each(HOSTS)('a %s', async (actor) => {
    const client = clientOf(actor);
    const given: string[] = [];
    const invited: string[] = [];
    for (const role of ROLES) {
      if ((await client.post(`/shows/${showId}/tickets`, { role, name: 'x' })).status === 201)
        given.push(role);
      if (role === 'host') continue;
      if ((await client.post(`/shows/${showId}/invitations`, { role })).status === 201) invited.push(role);
    }
    expect(given).toEqual(GIVES[actor]);
    expect(invited).toEqual(GIVES[actor]?.filter((role) => role !== 'host'));
  });
});

/** The names of a body's fields, as far as its schema tells them. */
function shapeOf(schema: unknown): unknown {
  const { shape } = schema as { shape?: Record<string, unknown> };
  return shape === undefined ? null : Object.keys(shape);
}
