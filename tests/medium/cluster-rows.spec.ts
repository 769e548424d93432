// Real here: PostgreSQL, the side of two nodes that decides who runs which show. No process and no medium of theirs.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Lifetime, newId } from '#kernel';
import { makeShow } from '../support/data/make-show.js';
import { PostgresServer } from '../support/data/postgres-server.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { type ClusterMember, joinAsMember } from '../support/server/cluster-member.js';

/** Each node looks five times a second; this machine may be full. */
const SOON_MS = 15_000;
const TEST_MS = 60_000;
const NOW_MS = Date.UTC(2030, 0, 1);

let lifetime: Lifetime;
let active: ClusterMember;
let other: ClusterMember;
let showId: string;
/** What the other node hears of shows elsewhere. */
let versions: number[];
let bans: (readonly string[] | undefined)[];

beforeEach(async () => {
  lifetime = new Lifetime();
  [versions, bans] = [[], []];
  const postgres = await PostgresServer.create();
  lifetime.adopt(() => postgres.close());
  active = await joinAsMember(lifetime, { url: postgres.url, name: 'active', port: 1 });
  other = await joinAsMember(lifetime, { url: postgres.url, name: 'other', port: 3 });
  other.cluster.events.on('elsewhere', ({ show }) => versions.push(show.version));
  other.cluster.events.on('bans', ({ showIds }) => bans.push(showIds));
  // All was read by then: what follows is a change.
  await waitFor('the first look', SOON_MS, () => bans.length > 0);
  bans = [];
  showId = await runsThere();
}, TEST_MS);
afterEach(() => lifetime.close('the test is over'), TEST_MS);

/** A live show of the first node, which the other one knows. */
async function runsThere(): Promise<string> {
  const id = await makeShow(active.database);
  active.open.add(id);
  await active.cluster.claim(id);
  await waitFor('the other node to know it', SOON_MS, () => other.cluster.isElsewhere(id));
  // It is stored as live before it has an owner: the other one may have tried to have it.
  other.takenUp.length = 0;
  return id;
}

const change = (id: string, patch: { title: string } | { state: 'ended' }) =>
  active.database.repositories.shows.change({ id, expect: {}, patch, events: [], nowMs: NOW_MS });

test(
  'a show that changes, and who is banned from it, is known at the other node without a look at all rows',
  async () => {
    expect(versions).toEqual([1]);
    await change(showId, { title: 'Another' });
    await waitFor('the new version', SOON_MS, () => versions.includes(2));
    await active.database.repositories.bans.add({
      ...{ id: newId('ban'), showId, kind: 'ban', subjectId: 'viewer_1', deviceHash: null, name: 'V' },
      ...{ reason: 'spam', byId: 'person_1', byName: 'P', createdAtMs: NOW_MS, expiresAtMs: null },
    });
    await waitFor('the ban', SOON_MS, () => bans.length > 0);
    expect(bans).toEqual([[showId]]);
    expect(other.takenUp).toEqual([]);
  },
  TEST_MS,
);

test(
  'a live show of a node that is gone is taken up, and one that was over by then is not',
  async () => {
    const overId = await runsThere();
    await change(overId, { state: 'ended' });
    await change(showId, { title: 'Another' });
    await waitFor('the new version', SOON_MS, () => versions.filter((version) => version === 2).length > 1);
    other.peers.set(active.id, 'gone');
    await waitFor('it to be taken up', SOON_MS, () => other.takenUp.length > 0);
    expect(new Set(other.takenUp)).toEqual(new Set([showId]));
    expect(bans).toEqual([]);
  },
  TEST_MS,
);

test(
  'a show that another node claims is lost here',
  async () => {
    other.peers.set(active.id, 'gone');
    await other.cluster.claim(showId);
    await waitFor('the first node to let go', SOON_MS, () => active.lost.includes(showId));
    await waitFor('it to know the new owner', SOON_MS, () => active.cluster.isElsewhere(showId));
  },
  TEST_MS,
);
