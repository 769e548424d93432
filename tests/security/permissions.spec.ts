// Who may do what, over every route. A new one without a row fails; a row says whom it lets in.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CreateRateLimiter, memoryRateLimiter } from '#access';
import { ALL_OPERATIONS } from '#api';
import { newId } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import type { ApiAnswer, ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';

const ACTORS = [
  'nobody',
  'expired ticket',
  'forged ticket',
  'revoked key',
  'viewer',
  'guest',
  'moderator',
  'co-host',
  'host of another show',
  'host ticket of another show',
  'key of another host',
  'host',
  'key of the host',
  'owner',
] as const;
type Actor = (typeof ACTORS)[number];

/** A ticket or key that is no good is refused everywhere, also where nobody needs one. */
const NO_GOOD: readonly Actor[] = ['expired ticket', 'forged ticket', 'revoked key'];
const EVERYBODY = ACTORS.filter((actor) => !NO_GOOD.includes(actor));
const SIGNED_IN: Actor[] = ['host of another show', 'host', 'owner'];
const ACCOUNTS: Actor[] = [...SIGNED_IN, 'key of another host', 'key of the host'];
const OWNER: Actor[] = ['owner'];
const SHOW_OWNERS: Actor[] = ['host', 'key of the host', 'owner'];
const SHOW_HOSTS: Actor[] = [...SHOW_OWNERS, 'co-host'];
const SHOW_MODERATORS: Actor[] = [...SHOW_HOSTS, 'moderator'];
const SHOW_PEOPLE: Actor[] = [...SHOW_MODERATORS, 'guest', 'viewer'];

const ROUTES: Record<string, readonly Actor[]> = {
  'setup.open': EVERYBODY,
  'session.get': EVERYBODY,
  'session.signIn': EVERYBODY,
  'session.signOut': SIGNED_IN,
  'sessions.list': SIGNED_IN,
  'sessions.end': SIGNED_IN,
  'sessions.endAll': SIGNED_IN,
  'me.change': SIGNED_IN,
  'people.list': OWNER,
  'people.get': OWNER,
  'people.setRole': OWNER,
  'people.erase': OWNER,
  'invitations.inviteHost': OWNER,
  'invitations.list': OWNER,
  'invitations.revoke': OWNER,
  'invitations.look': EVERYBODY,
  'invitations.accept': EVERYBODY,
  'apiKeys.make': SIGNED_IN,
  'apiKeys.list': SIGNED_IN,
  'apiKeys.revoke': SIGNED_IN,
  'site.get': EVERYBODY,
  'site.change': OWNER,
  'site.setLogo': OWNER,
  'site.removeLogo': OWNER,
  'site.setBackground': OWNER,
  'site.removeBackground': OWNER,
  'site.intro': OWNER,
  'site.beginIntro': OWNER,
  'site.addIntroPart': OWNER,
  'site.removeIntro': OWNER,
  'site.chatWords': OWNER,
  'site.setChatWords': OWNER,
  'site.bans': OWNER,
  'site.ban': OWNER,
  'site.unban': OWNER,
  'nodes.list': OWNER,
  'nodes.drain': OWNER,
  'shows.create': ACCOUNTS,
  'shows.price': ACCOUNTS,
  'shows.list': EVERYBODY,
  'recordings.list': EVERYBODY,
  'recordings.captions': EVERYBODY,
  'recordings.edit': SHOW_HOSTS,
  'recordings.delete': SHOW_HOSTS,
  'recordings.listJobs': SHOW_MODERATORS,
  'recordings.cancelJob': SHOW_HOSTS,
  'recordings.retryJob': SHOW_HOSTS,
  'shows.get': EVERYBODY,
  'shows.update': SHOW_HOSTS,
  'shows.delete': SHOW_OWNERS,
  'shows.schedule': SHOW_HOSTS,
  'shows.unschedule': SHOW_HOSTS,
  'shows.openBackstage': SHOW_HOSTS,
  'shows.goLive': SHOW_HOSTS,
  'shows.end': SHOW_HOSTS,
  'shows.liveState': SHOW_PEOPLE,
  'tickets.mint': SHOW_HOSTS,
  'tickets.own': SHOW_OWNERS,
  'tickets.renew': SHOW_PEOPLE,
  'shows.watch': EVERYBODY,
  'shows.invite': SHOW_HOSTS,
  'shows.listInvitations': SHOW_HOSTS,
  'shows.revokeInvitation': SHOW_HOSTS,
  'stage.promote': SHOW_HOSTS,
  'stage.demote': SHOW_HOSTS,
  'stage.mute': SHOW_MODERATORS,
  'stage.unmute': SHOW_MODERATORS,
  'stage.remove': SHOW_MODERATORS,
  'audience.heartbeat': SHOW_PEOPLE,
  'audience.chat': SHOW_PEOPLE,
  'audience.replay': EVERYBODY,
  'audience.deleteMessage': SHOW_MODERATORS,
  'audience.bans': SHOW_MODERATORS,
  'audience.ban': SHOW_MODERATORS,
  'audience.unban': SHOW_MODERATORS,
  'audience.audit': SHOW_HOSTS,
  'audience.export': SHOW_HOSTS,
  'audience.rules': SHOW_MODERATORS,
  'audience.setRules': SHOW_MODERATORS,
  'audience.held': SHOW_MODERATORS,
  'audience.decide': SHOW_MODERATORS,
  'polls.list': SHOW_PEOPLE,
  'polls.create': SHOW_MODERATORS,
  'polls.close': SHOW_MODERATORS,
  'polls.reveal': SHOW_MODERATORS,
  'audience.quality': SHOW_MODERATORS,
  'followers.ways': EVERYBODY,
  'followers.follow': EVERYBODY,
  'followers.subscribe': EVERYBODY,
  'followers.look': EVERYBODY,
  'followers.confirm': EVERYBODY,
  'followers.end': EVERYBODY,
  'house.audit': OWNER,
  'house.retention': OWNER,
  'house.setRetention': OWNER,
  'house.erase': OWNER,
  'webhooks.create': ACCOUNTS,
  'webhooks.list': ACCOUNTS,
  'webhooks.get': ACCOUNTS,
  'webhooks.change': ACCOUNTS,
  'webhooks.delete': ACCOUNTS,
  'webhooks.rotate': ACCOUNTS,
  'webhooks.test': ACCOUNTS,
  'webhooks.deliveries': ACCOUNTS,
  'pictures.upload': SHOW_HOSTS,
  'pictures.list': SHOW_HOSTS,
  'pictures.remove': SHOW_HOSTS,
  'webhooks.replay': ACCOUNTS,
  'inputs.create': SHOW_HOSTS,
  'inputs.list': SHOW_HOSTS,
  'inputs.rotate': SHOW_HOSTS,
  'inputs.place': SHOW_HOSTS,
  'inputs.delete': SHOW_HOSTS,
  'outputs.create': SHOW_HOSTS,
  'outputs.list': SHOW_HOSTS,
  'outputs.get': SHOW_HOSTS,
  'outputs.start': SHOW_HOSTS,
  'outputs.stop': SHOW_HOSTS,
  'outputs.delete': SHOW_HOSTS,
  'clips.create': SHOW_PEOPLE,
  'clips.list': EVERYBODY,
  'clips.get': EVERYBODY,
  'clips.delete': SHOW_MODERATORS,
  'scenes.create': SHOW_HOSTS,
  'scenes.list': SHOW_HOSTS,
  'scenes.update': SHOW_HOSTS,
  'scenes.delete': SHOW_HOSTS,
  'media.create': SHOW_HOSTS,
  'media.list': SHOW_HOSTS,
  'media.delete': SHOW_HOSTS,
  'mediaFiles.create': SHOW_HOSTS,
  'mediaFiles.addPart': SHOW_HOSTS,
  'mediaFiles.list': SHOW_HOSTS,
  'mediaFiles.delete': SHOW_HOSTS,
  'players.tell': SHOW_HOSTS,
  'players.mark': SHOW_HOSTS,
  'audioMix.get': SHOW_HOSTS,
  'audioMix.set': SHOW_HOSTS,
};

/** An operation that lets the caller in then finds the input wrong, so nothing is changed by the walk. */
const WRONG = '?no-such-parameter=1';
const isLetIn = ({ status, body }: ApiAnswer): boolean =>
  (status === 400 || status === 422) && body.code === 'bad-request';
const REFUSALS = ['sign-in-needed', 'not-allowed', 'ticket-expired', 'ticket-invalid', 'credential-invalid'];

const [[, openEmbedded]] = DATABASES;

describe('every route', () => {
  let held: TestDatabase;
  let server: ControlServer;
  let showId: string;
  const clients = new Map<Actor, ApiClient>();

  beforeAll(async () => {
    held = await openEmbedded();
    const rate = { burst: 1e6, perMinute: 1e6 };
    const rates = { read: rate, write: rate, 'sign-in': rate, arrive: rate, heartbeat: rate };
    // Credentials that are over ask for every operation: more than one network may show in a minute.
    const createRateLimiter: CreateRateLimiter = (name) => memoryRateLimiter(name, rate);
    server = await ControlServer.create(held.database, rates, { createRateLimiter });
    const owner = (await server.owner()).client;
    const [host, other] = [await makeHost(owner, 'host'), await makeHost(owner, 'other')];
    showId = await makeShow(host);
    const otherShowId = await makeShow(other);
    clients.set('nobody', server.client());
    clients.set('owner', owner).set('host', host).set('host of another show', other);
    clients.set('key of the host', await key(host)).set('key of another host', await key(other));
    clients.set('revoked key', await revokedKey(host));
    for (const role of ['viewer', 'guest', 'moderator', 'co-host'] as const)
      clients.set(role, await ticket(host, showId, role));
    clients.set('host ticket of another show', await ticket(other, otherShowId, 'host'));
    clients.set('expired ticket', server.client(sign(-1_000)));
    clients.set('forged ticket', server.client(`${sign(60_000).slice(0, -4)}AAAA`));
  });
  afterAll(async () => {
    await server?.close();
    await held?.close();
  });

  async function makeHost(owner: ApiClient, name: string): Promise<ApiClient> {
    const { token } = (await owner.post('/invitations', {})).body;
    const client = server.client();
    const email = `${name}@example.org`;
    await client.post('/invitations/accept', { token, name, email, password: 'a good password' });
    return client;
  }
  const makeShow = async (host: ApiClient) =>
    (await host.post('/shows', { title: 'Open', visibility: 'public' })).body.id as string;
  const key = async (host: ApiClient) =>
    server.client((await host.post('/api-keys', { name: 'k' })).body.secret);
  const revokedKey = async (host: ApiClient) => {
    const { id, secret } = (await host.post('/api-keys', { name: 'gone' })).body;
    await host.delete(`/api-keys/${id}`);
    return server.client(secret);
  };
  const ticket = async (host: ApiClient, show: string, role: string) =>
    server.client((await host.post(`/shows/${show}/tickets`, { role, name: role })).body.ticket);
  const sign = (lifetimeMs: number) =>
    server.plane.tickets.issue(showId as never, {
      role: 'host',
      name: 'x',
      lifetimeSeconds: lifetimeMs / 1_000,
    }).text;

  test('has a row, and no row is about nothing', () => {
    expect(Object.keys(ROUTES).sort()).toEqual(ALL_OPERATIONS.map(({ id }) => id).sort());
  });

  const rows = ALL_OPERATIONS.map((operation) => [operation.id, operation] as const);
  test.each(rows)('%s', async (id, operation) => {
    const path = operation.path.replace(':showId', showId).replaceAll(/:\w+/g, newId('none'));
    const body = operation.method === 'GET' ? undefined : { noSuchField: 1 };
    const letIn: Actor[] = [];
    for (const actor of ACTORS) {
      const answer = await (clients.get(actor) as ApiClient).send(operation.method, path + WRONG, body);
      if (isLetIn(answer)) letIn.push(actor);
      else expect([actor, REFUSALS.includes(answer.body.code) || answer.body]).toEqual([actor, true]);
    }
    expect(letIn.sort()).toEqual([...(ROUTES[id] ?? [])].sort());
  });

  test('a private show is not there for those without access', async () => {
    const host = clients.get('host') as ApiClient;
    const secret = (await host.post('/shows', { title: 'Secret', visibility: 'private' })).body.id;
    for (const operation of ALL_OPERATIONS.filter(({ path }) => path.includes(':showId'))) {
      const path = operation.path.replace(':showId', secret).replaceAll(/:\w+/g, newId('none'));
      const body = operation.method === 'GET' ? undefined : { noSuchField: 1 };
      for (const actor of ['nobody', 'host of another show', 'viewer', 'key of another host'] as const) {
        const { status, body: problem } = await (clients.get(actor) as ApiClient).send(
          operation.method,
          path,
          body,
        );
        expect([operation.id, actor, status, problem.code]).toEqual([
          operation.id,
          actor,
          404,
          'show-not-found',
        ]);
      }
    }
  });

  test('a co-host hands out no hosts, and a host’s key makes no keys', async () => {
    const path = `/shows/${showId}/tickets`;
    const made = await clients.get('co-host')?.post(path, { role: 'host', name: 'x' });
    expect([made?.status, made?.body.code]).toEqual([403, 'not-allowed']);
    expect((await clients.get('co-host')?.post(path, { role: 'guest', name: 'x' }))?.status).toBe(201);
  });
});
