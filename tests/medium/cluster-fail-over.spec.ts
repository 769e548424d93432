// Real here: PostgreSQL with a replica, the side of two nodes that decides who runs which show. No process and no medium of theirs.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Lifetime } from '#kernel';
import { makeShow } from '../support/data/make-show.js';
import { ReplicatedPostgres } from '../support/data/replicated-postgres.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { type ClusterMember, joinAsMember } from '../support/server/cluster-member.js';

/** Connections are made again, and each node looks twice a second. */
const SOON_MS = 15_000;
const TEST_MS = 60_000;

let lifetime: Lifetime;
let postgres: ReplicatedPostgres;
let active: ClusterMember;
let other: ClusterMember;
let showId: string;

beforeEach(async () => {
  lifetime = new Lifetime();
  postgres = await ReplicatedPostgres.create();
  lifetime.adopt(() => postgres.close());
  active = await joinAsMember(lifetime, { url: postgres.url, name: 'active', port: 1 });
  other = await joinAsMember(lifetime, { url: postgres.url, name: 'other', port: 3 });
  showId = await makeShow(active.database);
  await active.cluster.claim(showId);
}, TEST_MS);
afterEach(() => lifetime.close('the test is over'), TEST_MS);

const stored = () => other.database.repositories.ownerships.find(`show:${showId}`).catch(() => undefined);

test(
  'another node had taken the show, and noted a standby: it has both again, and gave nothing up',
  async () => {
    await postgres.holdBack();
    other.peers.set(active.id, 'gone');
    await other.cluster.claim(showId);
    expect(await other.cluster.noteStandby(showId, 'node_standby')).toBe(true);
    const before = await stored();
    expect(before).toMatchObject({ ownerId: other.id, epoch: 2, standbyId: 'node_standby' });
    // The one before has seen that it lost the show; the row says otherwise for a moment after this.
    await waitFor('the node before to let go', SOON_MS, () => active.lost.includes(showId));
    await postgres.failOver();
    await waitFor('the row of before', SOON_MS, async () => (await stored())?.standbyId === 'node_standby');
    expect(await stored()).toEqual(before);
    expect(other.lost).toEqual([]);
    expect(other.cluster.fenceOf(showId)?.epoch).toBe(2);
  },
  TEST_MS,
);

test(
  'its standby was noted no more, which is lost: the row does not name it for long',
  async () => {
    await active.cluster.noteStandby(showId, other.id);
    await postgres.holdBack();
    await active.cluster.noteStandby(showId, null);
    await postgres.failOver();
    await waitFor('the note to be taken back', SOON_MS, async () => {
      const row = await stored();
      return row !== undefined && row.standbyId === null;
    });
    expect([active.lost, (await stored())?.ownerId]).toEqual([[], active.id]);
  },
  TEST_MS,
);
