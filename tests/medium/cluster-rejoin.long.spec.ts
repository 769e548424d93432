// Real here: two nodes as people start them, PostgreSQL, pages' sockets, media workers. Nothing is on air.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Lifetime, systemClock } from '#kernel';
import { killNode } from '../support/server/cluster-node.js';
import { ClusterUnderTest } from '../support/server/cluster-under-test.js';
import { PageSocket } from '../support/server/page-socket.js';
import type { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';

const SOON_MS = 20_000;
/** A front waits ten seconds for a server: a page that waited for the node that has died would not be back before. */
const BACK_WITHIN_MS = 8_000;
const TEST_MS = 150_000;
/** Of the browser SDK, between two attempts. */
const RECONNECT_MS = 250;

let lifetime: Lifetime;
let cluster: ClusterUnderTest;
let first: ServerUnderTest;
let second: ServerUnderTest;

beforeEach(async () => {
  lifetime = new Lifetime();
  cluster = await ClusterUnderTest.create();
  lifetime.adopt(() => cluster.close());
  [first, second] = await Promise.all([cluster.start('first'), cluster.start('second')]);
}, TEST_MS);
afterEach(() => lifetime.close('the test is over'));

/** A show, and how its host enters it at a node, at once or as soon as some node runs it. */
async function newShow() {
  const { owner } = await signedInOwner(first);
  const made = await owner.post('/shows', { title: 'Two nodes', visibility: 'public', profile: 'low' });
  const showId = String(made.body.id);
  const { body } = await owner.post(`/shows/${showId}/tickets`, { role: 'host', name: 'Ada' });
  const ticket = String(body.ticket);
  const enter = async (node: ServerUnderTest) => {
    const page = await PageSocket.join(node.url, showId, ticket);
    lifetime.adopt(async () => page.close());
    const entered = await page.ask('session.enter-stage', { role: 'host' });
    return { page, entered };
  };
  const enterAtLast = async (node: ServerUnderTest) => {
    const untilMs = systemClock.monotonicMs() + SOON_MS;
    for (;;) {
      try {
        return await enter(node);
      } catch (error) {
        if (systemClock.monotonicMs() > untilMs) throw error;
        await systemClock.sleep(RECONNECT_MS);
      }
    }
  };
  return { owner, enter, enterAtLast };
}

test(
  'a host whose node gives the show away and runs on is let go, not sent off the stage, and back on it at the other node',
  async () => {
    const { owner, enter, enterAtLast } = await newShow();
    const { page } = await enter(first);
    const { items } = (await owner.get('/nodes')).body as { items: { id: string; name: string }[] };
    const drained = items.find(({ name }) => name === 'first');
    expect((await owner.post(`/nodes/${drained?.id}/drain`)).status).toBe(202);
    await page.lost;
    expect(page.heard.all.map(({ name }) => name)).not.toContain('stage.closed');
    // Through the node that it came to before, which passes it on.
    await enterAtLast(first);
  },
  TEST_MS,
);

test(
  'a host whose show another node runs is back on the stage, in the same role, when that node is killed',
  async () => {
    const { enter, enterAtLast } = await newShow();
    // The first one to come makes the node the show's.
    (await enter(first)).page.close();
    const before = await enterAtLast(second);
    // Its socket goes through the second node to the first one.
    const lost = before.page.lost;
    killNode(first);
    const killedMs = systemClock.monotonicMs();
    await lost;
    // At once, before anybody knows that the show is free.
    await enterAtLast(second);
    const tookMs = systemClock.monotonicMs() - killedMs;
    expect(tookMs).toBeLessThan(BACK_WITHIN_MS);
  },
  TEST_MS,
);
