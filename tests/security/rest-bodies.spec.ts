// Valid bodies of every operation reach its handler; then one field at a time is made wrong.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_OPERATIONS } from '#api';
import { newId } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiAnswer, ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';
import { type Json, NASTY } from './fuzz/mutate-json.js';

type Body = Record<string, Json>;
/** What each operation takes, with every field that it has. */
const BODIES: Record<string, Body> = {
  'setup.open': { token: 'x', name: 'Ada', email: 'ada@example.org', password: 'a good password' },
  'session.signIn': { email: 'a@example.org', password: 'a good password' },
  'me.change': { name: 'Ada', email: 'ada@example.org' },
  'people.setRole': { role: 'host' },
  'invitations.inviteHost': { name: 'Ben', maxUses: 1, lifetimeSeconds: 60 },
  'invitations.look': { token: 'x' },
  'invitations.accept': { token: 'x', name: 'Ben', email: 'ben@example.org', password: 'a good password' },
  'apiKeys.make': { name: 'k' },
  'shows.create': {
    title: 'A show',
    description: 'Two\nlines',
    posterUrl: '/pictures/x.png',
    scheduledAt: '2030-01-01T00:00:00Z',
    visibility: 'public',
    profile: 'low',
    layout: 'auto',
    limits: { maxOnStage: 6, maxViewers: 10, maxMinutes: 10 },
    recording: { isOn: true, tracks: false, replay: true, clips: false },
  },
  'shows.update': {
    title: 'Another',
    description: '',
    posterUrl: null,
    visibility: 'public',
    profile: 'low',
    layout: 'grid',
    limits: { maxOnStage: 6 },
    recording: { isOn: false },
  },
  'shows.schedule': { scheduledAt: '2030-01-01T00:00:00Z' },
  'tickets.mint': {
    role: 'guest',
    name: 'Cas',
    subject: 'cas',
    attributes: { row: '1' },
    lifetimeSeconds: 60,
  },
  'shows.watch': { name: 'Dee' },
  'shows.invite': { role: 'guest', name: 'Eve', maxUses: 1, lifetimeSeconds: 60 },
  'stage.promote': { personId: 'viewer_1' },
  'stage.mute': { source: 'camera' },
  'stage.unmute': { source: 'camera' },
  'audience.heartbeat': { playedMs: 10_000, playing: true },
  'audience.ban': { personId: 'viewer_1', reason: 'spam' },
  'house.setRetention': { chat: null, audit: 30, visits: 30, webhookLog: 30 },
  'house.erase': { personId: 'viewer_1' },
  'inputs.create': { name: 'Camera 2', as: 'guest', onStage: false },
  'inputs.place': { onStage: true },
  'webhooks.create': { url: 'https://example.org/hook', events: ['show.live'] },
  'webhooks.change': { url: 'https://example.org/hook', events: ['show.live'], active: false },
};
/** Its body is a file. */
const FILES = ['pictures.upload'];
const [[, openEmbedded]] = DATABASES;

let held: TestDatabase;
let server: ControlServer;
let owner: ApiClient;
let showId: string;

beforeAll(async () => {
  held = await openEmbedded();
  const rate = { burst: 1e6, perMinute: 1e6 };
  const rates = { read: rate, write: rate, 'sign-in': rate, arrive: rate, heartbeat: rate };
  server = await ControlServer.create(held.database, rates);
  ({ client: owner, showId } = await server.owner());
});
afterAll(async () => {
  await server?.close();
  await held?.close();
});

const operations = ALL_OPERATIONS.filter(({ id, body }) => body.type !== 'undefined' && !FILES.includes(id));
type Operation = (typeof operations)[number];

async function send({ method, path, isVersioned }: Operation, body: Body): Promise<ApiAnswer> {
  const target = path.replace(':showId', showId).replaceAll(/:\w+/g, newId('none'));
  return owner.send(method, target, body, isVersioned ? { 'if-match': '"1"' } : {});
}
const isRefusedAsInput = ({ body }: ApiAnswer): boolean => body?.code === 'bad-request';

/** The body with one value of it, at any depth, replaced. */
function withOneWrong(body: Body, wrong: Json): Body[] {
  return Object.entries(body).flatMap(([field, value]) => {
    const inside =
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? withOneWrong(value, wrong).map((changed) => ({ ...body, [field]: changed }))
        : [];
    return [{ ...body, [field]: wrong }, ...inside];
  });
}

test('every operation with a body has its row', () => {
  expect(Object.keys(BODIES).sort()).toEqual(operations.map(({ id }) => id).sort());
});

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  const valid = BODIES[id] ?? {};

  test('takes its valid body', async () => {
    const answer = await send(operation, valid);
    expect([isRefusedAsInput(answer), answer.status < 500]).toEqual([false, true]);
  });

  test('answers a body with one wrong field in our words, and is not at fault', async () => {
    let refused = 0;
    const faults: string[] = [];
    for (const wrong of NASTY)
      for (const body of withOneWrong(valid, wrong)) {
        const answer = await send(operation, body);
        if (isRefusedAsInput(answer)) refused += 1;
        if (answer.status >= 500) faults.push(`${JSON.stringify(body).slice(0, 200)} -> ${answer.status}`);
      }
    expect(faults).toEqual([]);
    expect(refused).toBeGreaterThan(0);
  }, 60_000);
});

test('nothing of it is in a prototype, and the show is still there', async () => {
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  expect((await owner.get(`/shows/${showId}`)).status).toBe(200);
});
