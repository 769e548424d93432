// Real here: two nodes as people start them, PostgreSQL with a replica, media workers, encoders. Nobody is on stage: the programme shows its slate.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Database } from '#data';
import { Lifetime, silentLog } from '#kernel';
import { ReplicatedPostgres } from '../../support/data/replicated-postgres.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { killNode, startClusterNode } from '../../support/server/cluster-node.js';
import { endShow, lastSegmentOf, moreSegments } from '../../support/server/cluster-show.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { audioFaults, videoFaults } from '../../support/server/viewer-faults.js';

const ON_AIR_WITHIN_MS = 40_000;
/** Nodes connect again, look twice a second, and shows twice in five seconds. */
const SOON_MS = 30_000;
const TEST_MS = 200_000;

let lifetime: Lifetime;
let postgres: ReplicatedPostgres;
let first: ServerUnderTest;
let owner: ApiClient;

beforeEach(async () => {
  lifetime = new Lifetime();
  postgres = await ReplicatedPostgres.create();
  lifetime.adopt(() => postgres.close());
  first = await start('first');
  ({ owner } = await signedInOwner(first));
}, TEST_MS);
afterEach(() => lifetime.close('the test is over'), TEST_MS);

const start = (name: string) => startClusterNode(name, postgres, lifetime);

async function makeShow(resilience: 'none' | 'standby'): Promise<string> {
  const made = await owner.post('/shows', {
    ...{ title: 'Two databases', visibility: 'public', profile: 'low', resilience },
  });
  return String(made.body.id);
}

async function goLive(showId: string): Promise<void> {
  const { status, body } = await owner.post(`/shows/${showId}/live`);
  expect({ status, body }).toMatchObject({ status: 200 });
}

/** As the database says that nodes reach now. */
async function stored() {
  const database = await Database.create({ url: postgres.url, dataDir: '/nowhere', log: silentLog });
  lifetime.adopt(() => database.close());
  const { ownerships, shows } = database.repositories;
  return {
    owner: (showId: string) => ownerships.find(`show:${showId}`),
    state: async (showId: string) => (await shows.find(showId))?.state,
  };
}

test(
  'what says that a show has a standby is lost: it is noted again, and that standby goes on without a cut',
  async () => {
    const showId = await makeShow('standby');
    await goLive(showId);
    await postgres.holdBack();
    const second = await start('second');
    await waitFor('a standby', ON_AIR_WITHIN_MS, () => second.hasLogged('"state":"in-step"'));
    await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
    const before = await (await stored()).owner(showId);
    expect(before?.standbyId).toEqual(expect.any(String));
    const from = await lastSegmentOf(second, showId);
    const video = videoFaults(second, showId, from);
    const audio = audioFaults(second, showId, from);

    await postgres.failOver();
    const now = await stored();
    await waitFor(
      'the note',
      SOON_MS,
      async () => (await now.owner(showId))?.standbyId === before?.standbyId,
    );
    expect(await now.owner(showId)).toEqual(before);
    await moreSegments(second, showId);
    killNode(first);
    await moreSegments(second, showId, 3);
    expect(second.hasLogged('takes over')).toBe(true);

    await endShow(second, showId);
    expect([await video, await audio]).toEqual([[], []]);
  },
  TEST_MS,
);

test(
  'what says that a show is on air, and where, is lost: it goes on there without a cut, and can be ended',
  async () => {
    const showId = await makeShow('none');
    const second = await start('second');
    await postgres.holdBack();
    await goLive(showId);
    await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
    const before = await (await stored()).owner(showId);
    const from = await lastSegmentOf(first, showId);
    const video = videoFaults(first, showId, from);

    await postgres.failOver();
    const now = await stored();
    await waitFor('the show to be live', SOON_MS, async () => (await now.state(showId)) === 'live');
    expect(await now.owner(showId)).toEqual(before);
    await moreSegments(second, showId);
    await endShow(second, showId);
    expect(await now.state(showId)).toBe('ended');
    expect(await video).toEqual([]);
  },
  TEST_MS,
);
