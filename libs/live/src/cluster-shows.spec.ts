import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Ownership, StoredNode } from '#cluster';
import { silentLog, TypedEvents } from '#kernel';
import type { Show } from '#show';
import type { FromSupervisor, PeerLiveness } from '#supervision';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { waitFor } from '../../../tests/support/kernel/wait-for.js';
import { ClusterShows, type ClusterStandbys } from './cluster-shows.js';
import type { OpenShow } from './open-show.js';
import type { Place, StandbyShowsEvents } from './standby-shows.js';

const WITHIN_MS = 4_000;
const REVIEW_MS = 500;
const SHOW_ID = 'show_1';
const THING = `show:${SHOW_ID}`;
const SHOW = { id: SHOW_ID, version: 1, resilience: 'standby', state: 'live' } as Show;

const nodeOf = (id: string, port: number): StoredNode => ({
  ...{ id, name: id, host: '10.0.0.1', port, version: '1.0.0', shows: 0 },
  ...{ takesShows: true, silentMs: 0, drainAsked: false },
});

/** Standbys as far as the cluster's side sees them. */
class StandbysUnderTest implements ClusterStandbys {
  readonly events = new TypedEvents<StandbyShowsEvents>();
  readonly places = new Map<string, number>();
  readonly dropped: number[] = [];
  readonly promoted: string[] = [];
  /** Of which nothing is heard. */
  readonly silent = new Set<string>();

  get showIds(): string[] {
    return [...this.places.keys()];
  }

  has(showId: string): boolean {
    return this.places.has(showId);
  }

  isAt(showId: string, at: Place | undefined): boolean {
    return at !== undefined && this.places.get(showId) === at.port;
  }

  isSilent(showId: string): boolean {
    return this.silent.has(showId) && this.places.has(showId);
  }

  fallSilent(showId: string): void {
    this.silent.add(showId);
    this.events.emit('silent', { showId });
  }

  keep(show: Show, at: Place): void {
    if (!this.places.has(show.id)) this.places.set(show.id, at.port);
  }

  promote(showId: string): boolean {
    this.promoted.push(showId);
    return this.places.delete(showId);
  }

  async drop(showId: string): Promise<void> {
    const port = this.places.get(showId);
    if (port === undefined) return;
    this.places.delete(showId);
    this.dropped.push(port);
  }
}

let clock: ManualClock;
let cluster: ClusterShows;
let standbys: StandbysUnderTest;
let row: Ownership;
let nodes: StoredNode[];
let peers: Record<string, PeerLiveness>;
let reviews: number;
let storeIsAway: boolean;
/** Until then the store is at it. */
let listing: Promise<void> | undefined;
let opened: string[];

/** This node is `here`, which stands by; `active` runs the show. */
beforeEach(async () => {
  clock = new ManualClock();
  standbys = new StandbysUnderTest();
  row = { thing: THING, ownerId: 'active', epoch: 1, standbyId: 'here' };
  nodes = [nodeOf('here', 1), nodeOf('active', 10), nodeOf('third', 20)];
  // By its shows it is the first that would take another.
  for (const node of nodes) node.shows = node.id === 'here' ? 0 : 5;
  peers = { active: 'alive', third: 'alive' };
  reviews = 0;
  listing = undefined;
  storeIsAway = false;
  opened = [];
  cluster = await ClusterShows.join({
    link: {
      nodeId: Promise.resolve('here'),
      events: new TypedEvents<{ told: FromSupervisor }>(),
      peerState: (id) => peers[id],
      setPeers: () => undefined,
    },
    ownerships: {
      find: async () => row,
      list: async () => [row],
      listOf: async (ids) => (row.ownerId !== null && ids.includes(row.ownerId) ? [row] : []),
      claim: async (thing, ownerId, fromEpoch, asStandby = false) => {
        if (row.epoch !== fromEpoch || (asStandby && row.standbyId !== ownerId)) return undefined;
        row = { thing, ownerId, epoch: fromEpoch + 1, standbyId: null };
        return row;
      },
      setStandby: async () => true,
      give: async () => false,
      release: async () => true,
      regain: async () => false,
    },
    nodes: {
      announce: async () => {
        if (storeIsAway) throw new Error('the database is away');
      },
      list: async () => {
        reviews += 1;
        await listing;
        return nodes.map((node) => ({ ...node }));
      },
      remove: async (id) => {
        nodes = nodes.filter((node) => node.id !== id);
      },
    },
    // All is read each time.
    changes: {
      since: async () => ({ cursor: { server: 'one', transaction: 1n, atMs: 0 }, changed: undefined }),
    },
    store: { find: async () => SHOW, list: async () => ({ items: [SHOW], next: null }) },
    secret: 'a-secret-of-the-cluster',
    self: { name: 'here', host: '10.0.0.1', port: 1, version: '1.0.0', takesShows: true },
    clock,
    log: silentLog,
  });
  const shows = {
    all: [],
    find: () => undefined,
    open: async (showId: string) => {
      await cluster.claim(showId);
      opened.push(showId);
      return { goLive: async () => undefined } as unknown as OpenShow;
    },
    handOver: async () => undefined,
  };
  cluster.begin(shows, standbys);
  await waitFor('it to stand by', WITHIN_MS, () => standbys.isAt(SHOW_ID, { host: '', port: 11 }));
});
afterEach(() => cluster.close());

/** Two whole ones from now on, and what they bring about. */
async function review(): Promise<void> {
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  for (const until = reviews + 2; reviews < until; clock.advance(REVIEW_MS)) await settled();
  await settled();
}

const silent = (id: string, silentMs: number) => {
  peers = { ...peers, [id]: 'silent' };
  nodes = nodes.map((node) => (node.id === id ? { ...node, silentMs } : node));
};

/** Its row is so old; heartbeats say nothing yet. */
const hung = (id: string, silentMs: number) => {
  nodes = nodes.map((node) => (node.id === id ? { ...node, silentMs } : node));
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('while the store says which nodes there are, none of them counts as gone', async () => {
  let answer: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const asked = async () => {
    listing = new Promise((resolve, reject) => {
      [answer, fail] = [resolve, reject];
    });
    const before = reviews;
    clock.advance(REVIEW_MS);
    await waitFor('the store to be asked', WITHIN_MS, () => reviews > before);
    await expect(cluster.claim(SHOW_ID)).rejects.toMatchObject({ code: 'other-node' });
  };
  await asked();
  answer();
  await new Promise((resolve) => setImmediate(resolve));
  await asked();
  fail(new Error('the database is away'));
  await new Promise((resolve) => setImmediate(resolve));
  await expect(cluster.claim(SHOW_ID)).rejects.toMatchObject({ code: 'other-node' });
  expect(row.ownerId).toBe('active');
});

test('a node that has started since the last review is not robbed of what it owns', async () => {
  nodes = [...nodes, nodeOf('fourth', 30)];
  row = { thing: THING, ownerId: 'fourth', epoch: 2, standbyId: null };
  await expect(cluster.claim(SHOW_ID)).rejects.toMatchObject({ code: 'other-node' });
  expect(row).toMatchObject({ ownerId: 'fourth', epoch: 2 });
});

test.each([
  ['cannot reach the database for minutes', 'alive'],
  ['was never tried yet, its row being minutes old', undefined],
] as const)('a node that %s keeps its show', async (_what, state) => {
  peers = state === undefined ? {} : { ...peers, active: state };
  nodes = nodes.map((node) => (node.id === 'active' ? { ...node, silentMs: 200_000 } : node));
  await review();
  expect(nodes.map(({ id }) => id)).toContain('active');
  await expect(cluster.claim(SHOW_ID)).rejects.toMatchObject({ code: 'other-node' });
  expect([row.ownerId, opened]).toEqual(['active', []]);
});

test('a node that is silent and has not written for a minute is forgotten', async () => {
  row = { ...row, ownerId: 'here' };
  silent('third', 61_000);
  await review();
  expect(nodes.map(({ id }) => id)).not.toContain('third');
});

test('a silent node could not write while the database was away: its row says nothing until it had time to', async () => {
  storeIsAway = true;
  silent('active', 60);
  clock.advance(REVIEW_MS);
  await settled();
  silent('active', 5_000);
  storeIsAway = false;
  await review();
  expect([row.ownerId, opened]).toEqual(['active', []]);
  clock.advance(1_400);
  await waitFor('the show to be taken up', WITHIN_MS, () => opened.length > 0);
  expect(row.ownerId).toBe('here');
});

test('a database that failed over may have lost who has a show: that node has time to say so', async () => {
  row = { ...row, ownerId: 'dead', standbyId: null };
  peers = { ...peers, dead: 'gone' };
  storeIsAway = true;
  clock.advance(REVIEW_MS);
  await settled();
  storeIsAway = false;
  await review();
  expect(opened).toEqual([]);
  // Nobody did.
  await review();
  await waitFor('the show to be taken up', WITHIN_MS, () => opened.length > 0);
});

test('the standby of a node that is silent waits as long, once the database is back', async () => {
  storeIsAway = true;
  clock.advance(REVIEW_MS);
  await settled();
  storeIsAway = false;
  await review();
  hung('active', 5_000);
  standbys.fallSilent(SHOW_ID);
  clock.advance(0);
  await settled();
  expect(opened).toEqual([]);
  clock.advance(1_200);
  await waitFor('the show to be taken up', WITHIN_MS, () => opened.length > 0);
});

test('the standby of a node that hangs goes on with the show: it is not dropped when the node counts as gone', async () => {
  silent('active', 1_300);
  await review();
  expect([standbys.showIds, opened]).toEqual([[SHOW_ID], []]);
  silent('active', 1_600);
  await review();
  await waitFor('the show to be taken up', WITHIN_MS, () => opened.length > 0);
  expect([standbys.promoted, standbys.dropped]).toEqual([[SHOW_ID], []]);
  expect(row).toMatchObject({ ownerId: 'here', epoch: 2 });
});

test('a node that hangs is gone when its row is old enough, not with the review after', async () => {
  silent('active', 1_300);
  await review();
  const before = reviews;
  // As the database would say by then.
  silent('active', 1_401);
  clock.advance(101);
  await waitFor('the show to be taken up', WITHIN_MS, () => opened.length > 0);
  expect(reviews).toBe(before + 1);
});

/** Its programme is silent, its row not old enough yet; it will be by the next look. */
async function beginsToHang(): Promise<void> {
  await review();
  hung('active', 1_150);
  standbys.fallSilent(SHOW_ID);
  clock.advance(0);
  await settled();
  hung('active', 1_202);
}

test('the standby of a node that hangs goes on once its programme is silent and its row 1.2 s old', async () => {
  await beginsToHang();
  clock.advance(50);
  await settled();
  expect(opened).toEqual([]);
  clock.advance(1);
  await waitFor('the show to be taken up', WITHIN_MS, () => opened.length > 0);
  expect([standbys.promoted, standbys.dropped]).toEqual([[SHOW_ID], []]);
  expect(row).toMatchObject({ ownerId: 'here', epoch: 2 });
});

test.each([
  ['is heard again', () => standbys.silent.clear()],
  ['writes its row: only the way to it is cut', () => hung('active', 100)],
  ['has noted that it has no standby any more', () => (row = { ...row, standbyId: null })],
])('a node whose programme was silent and that %s keeps its show', async (_what, happen) => {
  await beginsToHang();
  happen();
  for (let step = 0; step < 3; step += 1) {
    clock.advance(101);
    await settled();
  }
  expect([opened, row.ownerId]).toEqual([[], 'active']);
});

test('a show of a node that hangs that has no standby here is left to it until the node counts as gone', async () => {
  await review();
  hung('active', 1_300);
  standbys.fallSilent(SHOW_ID);
  row = { ...row, standbyId: 'third' };
  clock.advance(0);
  await settled();
  await expect(cluster.claim(SHOW_ID)).rejects.toMatchObject({ code: 'other-node' });
});

test('a standby follows the show to the node that has it now', async () => {
  row = { thing: THING, ownerId: 'third', epoch: 2, standbyId: null };
  await review();
  await waitFor('it to stand by there', WITHIN_MS, () => standbys.isAt(SHOW_ID, { host: '', port: 21 }));
  expect(standbys.dropped).toEqual([11]);
});
