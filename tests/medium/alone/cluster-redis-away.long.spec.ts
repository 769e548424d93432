// Real here: two nodes as people start them, PostgreSQL, Redis, media workers, encoders, pages' sockets. Nobody sends: the programme shows its slate.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Lifetime, systemClock } from '#kernel';
import { waitFor } from '../../support/kernel/wait-for.js';
import { endShow, lastSegmentOf } from '../../support/server/cluster-show.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import { PageSocket } from '../../support/server/page-socket.js';
import { RedisServer } from '../../support/server/redis-server.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { audioFaults, videoFaults } from '../../support/server/viewer-faults.js';

const ON_AIR_WITHIN_MS = 40_000;
const SOON_MS = 20_000;
const AWAY_MS = 10_000;
const TEST_MS = 200_000;

let lifetime: Lifetime;
let redis: RedisServer;
let first: ServerUnderTest;
let second: ServerUnderTest;

beforeEach(async () => {
  lifetime = new Lifetime();
  redis = await RedisServer.create();
  lifetime.adopt(() => redis.close());
  const cluster = await ClusterUnderTest.create({ REDIS_URL: redis.url });
  lifetime.adopt(() => cluster.close());
  [first, second] = await Promise.all([cluster.start('first'), cluster.start('second')]);
}, TEST_MS);
afterEach(() => lifetime.close('the test is over'), TEST_MS);

/** A show on air at the first node, whose host is there, with a viewer at each node. */
async function liveShow() {
  const { owner } = await signedInOwner(first);
  const made = await owner.post('/shows', { title: 'Two nodes', visibility: 'public', profile: 'low' });
  const showId = String(made.body.id);
  const join = async (node: ServerUnderTest, role: string, name: string) => {
    const { body } = await owner.post(`/shows/${showId}/tickets`, { role, name });
    const page = await PageSocket.join(node.url, showId, String(body.ticket));
    lifetime.adopt(async () => page.close());
    return page;
  };
  const host = await join(first, 'host', 'Ada');
  const { status, body } = await owner.post(`/shows/${showId}/live`);
  expect({ status, body }).toMatchObject({ status: 200 });
  await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
  await second.lines.until('sockets held there', SOON_MS, (lines) =>
    lines.find((line) => line.includes('sockets for shows of a node are held here')),
  );
  const [here, there] = [await join(first, 'viewer', 'Hana'), await join(second, 'viewer', 'Vi')];
  return { showId, owner, host, here, there, join };
}

const delayed = (page: PageSocket, wanted: boolean) =>
  page.heard.until(`delayed: ${wanted}`, SOON_MS, (all) => {
    const last = all.findLast(({ name }) => name === 'audience.delayed')?.data;
    return last !== undefined && 'isDelayed' in last && last.isDelayed === wanted;
  });
const isFault = (line: string) => line.includes('process.promise') || line.includes('process.exception');
const heard = (page: PageSocket, text: string) => waitFor(text, SOON_MS, () => page.hasHeard(text));

test(
  'Redis is away for ten seconds of a live show: playback and stage go on, chat says that it is late and is caught up with',
  async () => {
    const { showId, owner, host, here, there, join } = await liveShow();
    const from = await lastSegmentOf(second, showId);
    const video = videoFaults(second, showId, from);
    const audio = audioFaults(second, showId);
    await host.chat('before');
    await heard(there, 'before');

    const awayUntilMs = systemClock.monotonicMs() + AWAY_MS;
    await redis.kill();
    await delayed(there, true);
    await host.chat('said meanwhile');
    await heard(here, 'said meanwhile');
    // The stage: a viewer of the other node raises a hand, is invited, and comes on.
    const { personId } = (await there.ask('promotion.raise-hand', {})) as { personId: string };
    await host.heard.until('the hand', SOON_MS, (all) =>
      all.find(({ name, data }) => name === 'promotion.changed' && JSON.stringify(data).includes('"raised"')),
    );
    await host.ask('promotion.invite', { personId });
    await there.heard.until('the invitation', SOON_MS, (all) =>
      all.find(
        ({ name, data }) => name === 'promotion.changed' && JSON.stringify(data).includes('"invited"'),
      ),
    );
    await host.ask('session.enter-stage', {});
    // A viewer who comes meanwhile gets in.
    const late = await join(second, 'viewer', 'Lin');
    expect((await owner.get(`/shows/${showId}/live`)).body).toMatchObject({ onAir: true });
    await systemClock.sleep(Math.max(0, awayUntilMs - systemClock.monotonicMs()));
    expect(there.hasHeard('said meanwhile')).toBe(false);

    await redis.start();
    await heard(there, 'said meanwhile');
    await delayed(there, false);
    await host.chat('afterwards');
    await Promise.all([here, there, late].map((page) => heard(page, 'afterwards')));
    await endShow(second, showId);
    expect([await video, await audio]).toEqual([[], []]);
  },
  TEST_MS,
);

test(
  'Redis is full: viewers at the other node read that chat is late, and get what they missed when there is room again',
  async () => {
    const { showId, owner, host, here, there } = await liveShow();
    const from = await lastSegmentOf(second, showId);
    const video = videoFaults(second, showId, from);
    redis.setFull(true);
    await delayed(there, true);
    await host.chat('said meanwhile');
    await heard(here, 'said meanwhile');
    await there.chat('asked meanwhile');
    await Promise.all([host, here].map((page) => heard(page, 'asked meanwhile')));
    expect((await owner.get(`/shows/${showId}/live`)).body).toMatchObject({ onAir: true });
    expect([first, second].flatMap(({ lines }) => lines.all.filter(isFault))).toEqual([]);

    redis.setFull(false);
    await delayed(there, false);
    // As a page does that hears so.
    const kept = JSON.stringify(await there.ask('audience.get', {}));
    for (const text of ['said meanwhile', 'asked meanwhile']) expect(kept).toContain(text);
    await host.chat('afterwards');
    await Promise.all([here, there].map((page) => heard(page, 'afterwards')));
    await endShow(second, showId);
    expect(await video).toEqual([]);
  },
  TEST_MS,
);
