// Real here: nodes as people start them, PostgreSQL, media workers, encoders. Nobody is on stage: the programme shows its slate.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Database } from '#data';
import { Lifetime, silentLog, systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { waitFor } from '../../support/kernel/wait-for.js';
import { hlsFetch } from '../../support/origin/hls-client.js';
import { killNode, signalNode } from '../../support/server/cluster-node.js';
import { endShow, lastSegmentOf, moreSegments, playlistUrl } from '../../support/server/cluster-show.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import { PageSocket } from '../../support/server/page-socket.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { ownerAt, signedInOwner } from '../../support/server/signed-in-owner.js';
import { audioFaults, videoFaults } from '../../support/server/viewer-faults.js';
import { wrongClock } from '../../support/server/wrong-clock.js';

const ON_AIR_WITHIN_MS = 40_000;
const SOON_MS = 30_000;
/** A minute outlasts every heartbeat, and all that a player has in hand. */
const ASLEEP_MS = 60_000;
/** In which an owner that woke could do harm. */
const AWAKE_MS = 10_000;
const PAUSES = 8;
const PAUSE_MS = 1_000;
const BETWEEN_PAUSES_MS = 2_500;
const PHASE_MS = 67;
const MINUTES_APART_SECONDS = 300;
const TEST_MS = 300_000;

let lifetime: Lifetime;
let cluster: ClusterUnderTest;

beforeEach(async () => {
  lifetime = new Lifetime();
  cluster = await ClusterUnderTest.create();
  lifetime.adopt(() => cluster.close());
});
afterEach(() => lifetime.close('the test is over'), TEST_MS);

async function onAir(node: ServerUnderTest, resilience: string): Promise<string> {
  const { owner } = await signedInOwner(node);
  const made = await owner.post('/shows', {
    ...{ title: 'Two nodes', visibility: 'public', profile: 'low', resilience },
  });
  const showId = String(made.body.id);
  const { status, body } = await owner.post(`/shows/${showId}/live`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return showId;
}

async function playlist(node: ServerUnderTest, showId: string) {
  const { status, body } = await hlsFetch(playlistUrl(node, showId, 'video-360'));
  return status === 200 ? parseMediaPlaylist(body.toString()) : undefined;
}

async function hostTicket(node: ServerUnderTest, showId: string): Promise<string> {
  const owner = await ownerAt(node.url);
  const { body } = await owner.post(`/shows/${showId}/tickets`, { role: 'host', name: 'Ada' });
  return String(body.ticket);
}

/** Stops every process of a node, as a machine that sleeps; returns the function that wakes them. */
function putToSleep(node: ServerUnderTest): () => void {
  signalNode(node, 'SIGSTOP');
  return () => signalNode(node, 'SIGCONT');
}

test.each(['none', 'standby'])(
  'the owner of a live show (resilience %s) sleeps for a minute and wakes: it publishes nothing, writes nothing and lets go',
  async (resilience) => {
    const first = await cluster.start('first');
    const showId = await onAir(first, resilience);
    const second = await cluster.start('second');
    await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
    if (resilience === 'standby')
      await waitFor('a standby', ON_AIR_WITHIN_MS, () => second.hasLogged('"state":"in-step"'));
    const database = await Database.create({ url: cluster.databaseUrl, dataDir: '/nowhere', log: silentLog });
    lifetime.adopt(() => database.close());
    const stored = async () => {
      const { ownerId, epoch } = (await database.repositories.ownerships.find(`show:${showId}`)) ?? {};
      return { ownerId, epoch, show: await database.repositories.shows.find(showId) };
    };

    const programme = first.pidOf('programme');
    const wake = putToSleep(first);
    lifetime.adopt(async () => wake());
    await waitFor('the second node to run it', SOON_MS, () => second.hasLogged('a live show goes on here'));
    await moreSegments(second, showId);
    const from = await lastSegmentOf(second, showId);
    const video = videoFaults(second, showId, from);
    const audio = audioFaults(second, showId, from);
    await systemClock.sleep(ASLEEP_MS);
    const asleep = await stored();
    wake();
    // With a standby it stands by itself from then on, with another programme.
    await waitFor('the first node to have let go', SOON_MS, () => first.pidOf('programme') !== programme);
    await systemClock.sleep(AWAKE_MS);
    expect(await stored()).toEqual(asleep);
    // Both answer the same show now, with the same media under the same names.
    await waitFor('the first node to play it', SOON_MS, () => lastSegmentOf(first, showId));
    const listed = (await playlist(second, showId))?.segments.at(-1);
    const [there, here] = await Promise.all(
      [first, second].map(({ url }) => hlsFetch(`${url}/live/${showId}/${listed?.uri}`)),
    );
    expect([there?.status, there?.body.equals(here?.body ?? Buffer.alloc(0))]).toEqual([200, true]);

    await endShow(first, showId);
    expect([await video, await audio]).toEqual([[], []]);
  },
  TEST_MS,
);

test(
  'a node that has no processor for a second, again and again, keeps its show, and viewers of the other one see every frame',
  async () => {
    const first = await cluster.start('first');
    const showId = await onAir(first, 'none');
    const second = await cluster.start('second');
    await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
    const database = await Database.create({ url: cluster.databaseUrl, dataDir: '/nowhere', log: silentLog });
    lifetime.adopt(() => database.close());
    const owner = () => database.repositories.ownerships.find(`show:${showId}`);
    const before = await owner();
    const from = await lastSegmentOf(second, showId);
    const video = videoFaults(second, showId, from);
    for (let pause = 0; pause < PAUSES; pause += 1) {
      const wake = putToSleep(first);
      lifetime.adopt(async () => wake());
      await systemClock.sleep(PAUSE_MS);
      wake();
      // At another phase of heartbeats, rows and parts each time.
      await systemClock.sleep(BETWEEN_PAUSES_MS + pause * PHASE_MS);
    }
    expect(await owner()).toEqual(before);
    await moreSegments(second, showId);
    await endShow(second, showId);
    expect(await video).toEqual([]);
  },
  TEST_MS,
);

test(
  'an owner that has no processor for a second while another node stands by: whichever node goes on, viewers see every frame and no cut',
  async () => {
    const nodes = { first: await cluster.start('first'), second: await cluster.start('second') };
    const showId = await onAir(nodes.first, 'standby');
    const database = await Database.create({ url: cluster.databaseUrl, dataDir: '/nowhere', log: silentLog });
    lifetime.adopt(() => database.close());
    const ownerWithStandby = () =>
      waitFor('a standby in step', ON_AIR_WITHIN_MS, async () => {
        const row = await database.repositories.ownerships.find(`show:${showId}`);
        const listed = await database.repositories.nodes.list();
        return row?.standbyId != null && listed.find(({ id }) => id === row.ownerId);
      });
    await ownerWithStandby();
    await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(nodes.second, showId));
    const from = await lastSegmentOf(nodes.second, showId);
    const [video, audio] = [videoFaults, audioFaults].map((faults) => faults(nodes.second, showId, from));
    for (let pause = 0; pause < PAUSES; pause += 1) {
      // Its row may be older by then than that of a node that hangs: the standby goes on, and stands by in turn.
      const owner = await ownerWithStandby();
      await systemClock.sleep(pause * PHASE_MS);
      const wake = putToSleep(owner.name === 'first' ? nodes.first : nodes.second);
      lifetime.adopt(async () => wake());
      await systemClock.sleep(PAUSE_MS);
      wake();
      await moreSegments(nodes.second, showId);
    }
    await endShow(nodes.second, showId);
    expect([await video, await audio]).toEqual([[], []]);
  },
  TEST_MS,
);

test.each([
  ['ahead', MINUTES_APART_SECONDS],
  ['behind', -MINUTES_APART_SECONDS],
])(
  'the clock of the node that takes a show over is minutes %s: the show goes on at once, and tickets are good there',
  async (_where, bySeconds) => {
    const first = await cluster.start('first');
    const showId = await onAir(first, 'none');
    const second = await cluster.start('second', wrongClock(bySeconds));
    await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
    await moreSegments(second, showId);
    const ticket = await hostTicket(first, showId);
    const before = await playlist(second, showId);
    const cut = (before?.mediaSequence ?? 0) + (before?.segments.length ?? 0);

    killNode(first);
    await waitFor('the second node to run it', SOON_MS, () => second.hasLogged('a live show goes on here'));
    await moreSegments(second, showId, 4);
    const after = await playlist(second, showId);
    const segments = after?.segments.slice(Math.max(0, cut - (after?.mediaSequence ?? 0))) ?? [];
    expect(segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(1);
    expect(segments.filter(({ gap }) => gap)).toEqual([]);
    const shownMs = (after?.segments ?? []).map(({ programDateTimeMs }) => programDateTimeMs ?? 0);
    expect(shownMs).toEqual(shownMs.toSorted((one, other) => one - other));
    // Signed by the one clock, read by the other.
    const page = await PageSocket.join(second.url, showId, ticket);
    lifetime.adopt(async () => page.close());
    await page.ask('session.enter-stage', { role: 'host' });
    await endShow(second, showId);
  },
  TEST_MS,
);
