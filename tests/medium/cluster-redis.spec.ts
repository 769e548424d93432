// Real here: two nodes as people start them, PostgreSQL, Redis, pages' sockets. Nothing is on air.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Lifetime } from '#kernel';
import { waitFor } from '../support/kernel/wait-for.js';
import { ApiClient } from '../support/server/api-client.js';
import { ClusterUnderTest } from '../support/server/cluster-under-test.js';
import { PageSocket } from '../support/server/page-socket.js';
import { RedisServer } from '../support/server/redis-server.js';
import type { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';

const SOON_MS = 20_000;
/** Of one network, in a minute; the owner's own arrival is the thirtieth. */
const ALLOWED = 29;
const ATTEMPTS = 36;
/** Two nodes start: on a full machine each takes many seconds. */
const TEST_MS = 150_000;

let lifetime: Lifetime;
let redis: RedisServer;
let cluster: ClusterUnderTest;
let first: ServerUnderTest;
let second: ServerUnderTest;
let owner: ApiClient;

beforeAll(async () => {
  lifetime = new Lifetime();
  redis = await RedisServer.create();
  lifetime.adopt(() => redis.close());
  cluster = await ClusterUnderTest.create({ REDIS_URL: redis.url });
  lifetime.adopt(() => cluster.close());
  [first, second] = await Promise.all([cluster.start('first'), cluster.start('second')]);
  ({ owner } = await signedInOwner(first));
}, TEST_MS);
afterAll(() => lifetime.close('the tests are over'));

const says = (node: ServerUnderTest, text: string) =>
  node.lines.until(text, SOON_MS, (lines) => lines.find((line) => line.includes(text)));

/** A show of the first node, with a host connected there and a viewer at the second one. */
async function hostAndViewer() {
  const made = await owner.post('/shows', { title: 'Two nodes', visibility: 'public', profile: 'low' });
  const showId = String(made.body.id);
  const ticketFor = async (role: string, name: string) => {
    const { body } = await owner.post(`/shows/${showId}/tickets`, { role, name });
    return String(body.ticket);
  };
  const join = async (node: ServerUnderTest, role: string, name: string) => {
    const page = await PageSocket.join(node.url, showId, await ticketFor(role, name));
    lifetime.adopt(async () => page.close());
    return page;
  };
  const host = await join(first, 'host', 'Ada');
  await says(second, 'sockets for shows of a node are held here');
  const viewer = await join(second, 'viewer', 'Vi');
  return { host, viewer, join };
}

test(
  'attempts to sign in count over all nodes',
  async () => {
    const nodes = [first, second];
    const statuses: number[] = [];
    // Neither node sees as many as one of them alone refuses.
    for (let at = 0; at < ATTEMPTS; at += 1) {
      const stranger = new ApiClient(String(nodes[at % nodes.length]?.url));
      const guess = { email: `nobody-${at}@example.org`, password: 'no such password' };
      statuses.push((await stranger.post('/session', guess)).status);
    }
    expect(statuses.slice(0, ALLOWED)).not.toContain(429);
    expect(statuses.slice(ALLOWED)).toContain(429);
  },
  TEST_MS,
);

test(
  'chat, hands, invitations and notices reach pages at another node; without Redis chat is late there, and caught up',
  async () => {
    const { host, viewer, join } = await hostAndViewer();
    const heard = (page: PageSocket, text: string) => waitFor(text, SOON_MS, () => page.hasHeard(text));

    await host.chat('from the host');
    await heard(viewer, 'from the host');
    await viewer.chat('from the viewer');
    await Promise.all([heard(host, 'from the viewer'), heard(viewer, 'from the viewer')]);
    await host.ask('audience.notice', { text: 'We begin at eight' });
    await viewer.heard.until('the notice', SOON_MS, (all) =>
      all.find(
        ({ name, data }) =>
          name === 'audience.noticed' && 'text' in data && data.text === 'We begin at eight',
      ),
    );
    const { personId } = (await viewer.ask('promotion.raise-hand', {})) as { personId: string };
    await host.heard.until('the hand', SOON_MS, (all) =>
      all.find(({ name }) => name === 'promotion.changed'),
    );
    await host.ask('promotion.invite', { personId });
    await viewer.heard.until('the invitation', SOON_MS, (all) =>
      all.find(
        ({ name, data }) => name === 'promotion.changed' && JSON.stringify(data).includes('"invited"'),
      ),
    );

    const here = await join(first, 'viewer', 'Hana');
    await redis.kill();
    const isDelayed = (wanted: boolean) =>
      viewer.heard
        .until(
          `delayed: ${wanted}`,
          SOON_MS,
          (all) => all.findLast(({ name }) => name === 'audience.delayed')?.data,
        )
        .then((data) => expect(data).toEqual({ isDelayed: wanted }));
    await isDelayed(true);
    // Who is at the show's own node notices nothing, and everybody can still say something.
    await host.chat('said meanwhile');
    await heard(here, 'said meanwhile');
    await viewer.chat('asked meanwhile');
    await Promise.all([heard(host, 'asked meanwhile'), heard(here, 'asked meanwhile')]);
    expect(viewer.hasHeard('said meanwhile')).toBe(false);
    await redis.start();
    await Promise.all([heard(viewer, 'said meanwhile'), heard(viewer, 'asked meanwhile')]);
    await viewer.heard.until('in time again', SOON_MS, (all) =>
      all.find(({ name, data }) => name === 'audience.delayed' && 'isDelayed' in data && !data.isDelayed),
    );

    await host.ask('moderation.ban', { personId });
    await viewer.heard.until('the end', SOON_MS, (all) => all.find(({ name }) => name === 'session.ended'));
  },
  TEST_MS,
);
