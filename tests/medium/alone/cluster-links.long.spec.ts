// Real here: three nodes as people start them, each in a network namespace of its own, PostgreSQL, Redis, an edge (Varnish and nginx), media workers, encoders. Nobody is on stage: the programme shows its slate.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Database } from '#data';
import { Lifetime, silentLog, systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { startEdge } from '../../../infra/cdn/edge.mjs';
import { waitFor } from '../../support/kernel/wait-for.js';
import { SwitchedNetwork } from '../../support/network/switched-network.js';
import { hlsFetch } from '../../support/origin/hls-client.js';
import { PartArrivals } from '../../support/origin/part-arrivals.js';
import { signalNode } from '../../support/server/cluster-node.js';
import { endShow, lastSegmentOf, playlistUrl } from '../../support/server/cluster-show.js';
import { NodesApart } from '../../support/server/nodes-apart.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { audioFaults, videoFaults } from '../../support/server/viewer-faults.js';

const ON_AIR_WITHIN_MS = 60_000;
const SOON_MS = 40_000;
/** Longer than heartbeats, the rows of nodes and what a query may take. */
const FAULT_MS = 12_000;
/** In which an owner that is back could do harm. */
const AFTERWARDS_MS = 8_000;
const LOOK_EVERY_MS = 250;
const TEST_MS = 300_000;

type Name = 'active' | 'standby' | 'third';

interface Fault {
  what: string;
  resilience: 'none' | 'standby';
  strike(nodes: NodesApart, node: Record<Name, ServerUnderTest>): void;
  /** More than once at need. */
  mend(nodes: NodesApart, node: Record<Name, ServerUnderTest>): void;
  /** The show is the other node's afterwards. */
  changesHands: boolean;
  /** Nodes whose viewers lose nothing, however late it comes. */
  whole: Name[];
}

const mend = ({ network }: NodesApart) => network.mend();
const both = ({ network }: NodesApart, one: Name, other: Name) => {
  network.lose(one, other, 1);
  network.lose(other, one, 1);
};

const FAULTS: Fault[] = [
  {
    what: 'the cable of the node that runs the show is pulled',
    ...{ resilience: 'standby', changesHands: true, whole: ['standby', 'third'], mend },
    strike: ({ network }) => network.unplug('active'),
  },
  {
    what: 'the cable of the node that runs the show is pulled, which has no standby',
    ...{ resilience: 'none', changesHands: true, whole: [], mend },
    strike: ({ network }) => network.unplug('active'),
  },
  {
    what: 'the node that runs the show is stopped and goes on later',
    ...{ resilience: 'standby', changesHands: true, whole: ['standby', 'third'] },
    strike: (_, { active }) => signalNode(active, 'SIGSTOP'),
    mend: (_, { active }) => signalNode(active, 'SIGCONT'),
  },
  {
    what: 'the cable of its standby is pulled',
    ...{ resilience: 'standby', changesHands: false, whole: ['active', 'third'], mend },
    strike: ({ network }) => network.unplug('standby'),
  },
  {
    what: 'nothing goes between the node that runs the show and its standby, the rest does',
    ...{ resilience: 'standby', changesHands: false, whole: ['active', 'third'], mend },
    strike: (nodes) => both(nodes, 'active', 'standby'),
  },
  {
    what: 'nothing gets from the standby to the node that runs the show, the other way all does',
    ...{ resilience: 'standby', changesHands: false, whole: ['active', 'third'], mend },
    strike: ({ network }) => network.lose('standby', 'active', 1),
  },
  {
    what: 'a tenth of what the node that runs the show sends to the two others is lost',
    ...{ resilience: 'standby', changesHands: false, whole: ['active', 'third'], mend },
    strike: ({ network }) => {
      network.lose('active', 'standby', 0.1);
      network.lose('active', 'third', 0.1);
    },
  },
  {
    what: 'PostgreSQL and Redis are out of reach for the node that runs the show',
    ...{ resilience: 'standby', changesHands: false, whole: ['active', 'standby', 'third'], mend },
    strike: ({ network }) => network.hideServices('active'),
  },
];

let lifetime: Lifetime;
let nodes: NodesApart;

beforeEach(async () => {
  lifetime = new Lifetime();
  nodes = await NodesApart.create();
  lifetime.adopt(() => nodes.close());
});
afterEach(() => lifetime.close('the test is over'), TEST_MS);

async function onAir(resilience: Fault['resilience']) {
  const active = await nodes.start('active');
  const { owner } = await signedInOwner(active);
  const made = await owner.post('/shows', {
    ...{ title: 'Three nodes', visibility: 'public', profile: 'low', resilience },
  });
  const showId = String(made.body.id);
  const { status, body } = await owner.post(`/shows/${showId}/live`);
  expect({ status, body }).toMatchObject({ status: 200 });
  // The one that is there first is the standby, as long as it runs nothing else.
  const standby = await nodes.start('standby');
  if (resilience === 'standby')
    await waitFor('a standby', ON_AIR_WITHIN_MS, () => standby.hasLogged('"state":"in-step"'));
  // It keeps the others company and takes no shows.
  const third = await nodes.start('third', { PROSCENIUM_ROLES: 'server,front' });
  for (const node of [standby, third])
    await waitFor('a node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(node, showId));
  return { showId, node: { active, standby, third } };
}

/** What stands under each address that a node lists. */
class Published {
  readonly #digests = new Map<string, string>();

  async look(node: ServerUnderTest, showId: string): Promise<void> {
    const url = playlistUrl(node, showId, 'video-360');
    const { status, body } = await hlsFetch(url).catch(() => ({ status: 0, body: Buffer.alloc(0) }));
    if (status !== 200) return;
    const { segments } = parseMediaPlaylist(body.toString());
    for (const { uri, mapUri = uri, gap } of segments) {
      if (gap) continue;
      for (const each of [mapUri, uri]) if (!this.#digests.has(each)) await this.#keep(url, each);
    }
  }

  /** Addresses that have other media here than there. */
  otherThan(other: Published): string[] {
    return [...this.#digests].flatMap(([uri, digest]) => {
      const there = other.#digests.get(uri);
      return there === undefined || there === digest ? [] : [uri];
    });
  }

  async #keep(url: string, uri: string): Promise<void> {
    const { status, body } = await hlsFetch(new URL(uri, url).href);
    if (status === 200) this.#digests.set(uri, createHash('sha256').update(body).digest('hex'));
  }
}

const why = SwitchedNetwork.whyNot();
if (why !== undefined) process.stdout.write(`no networks here: ${why}\n`);

(why === undefined ? describe : describe.skip)('three nodes with a network between them', () => {
  test.each(FAULTS.map((fault) => [fault.what, fault] as const))(
    '%s: viewers elsewhere get every frame once, and no address has two contents',
    async (what, fault) => {
      const { showId, node } = await onAir(fault.resilience);
      const database = await Database.create({
        ...{ url: nodes.databaseUrl, dataDir: '/nowhere', log: silentLog },
      });
      lifetime.adopt(() => database.close());
      const ownership = () => database.repositories.ownerships.find(`show:${showId}`);
      const edge = await startEdge({ origin: node.third.url });
      lifetime.adopt(() => edge.close());
      const before = await ownership();
      const names: Name[] = ['active', 'standby', 'third'];
      const arrivals = new Map([
        ...names.map(
          (name) => [name, PartArrivals.watch(playlistUrl(node[name], showId, 'video-360'))] as const,
        ),
        ['edge', PartArrivals.watch(`${edge.httpUrl}/live/${showId}/video-360.m3u8`)] as const,
      ]);
      for (const each of arrivals.values()) lifetime.adopt(() => each.close());
      const whole = fault.whole.map(async (name) => {
        const from = await lastSegmentOf(node[name], showId);
        const kinds = [videoFaults, audioFaults];
        const faults = await Promise.all(kinds.map((faultsOf) => faultsOf(node[name], showId, from)));
        return { name, faults: faults.flat() };
      });
      const seen = Promise.all(whole);
      // It is looked at below; a test that fails before is not to fail twice.
      seen.catch(() => undefined);
      const published = { active: new Published(), standby: new Published() };
      const look = () =>
        Promise.all(
          (['active', 'standby'] as const).map((name) =>
            // A node that is stopped takes the request and does not answer.
            Promise.race([published[name].look(node[name], showId), systemClock.sleep(LOOK_EVERY_MS)]),
          ),
        );
      const lookFor = async (durationMs: number) => {
        const untilMs = systemClock.monotonicMs() + durationMs;
        while (systemClock.monotonicMs() < untilMs) {
          await look();
          await systemClock.sleep(LOOK_EVERY_MS);
        }
      };

      const programme = node.active.pidOf('programme');
      const struckMs = systemClock.monotonicMs();
      fault.strike(nodes, node);
      lifetime.adopt(async () => fault.mend(nodes, node));
      if (fault.changesHands)
        await waitFor('the standby to run it', SOON_MS, () =>
          node.standby.hasLogged('a live show goes on here'),
        );
      await lookFor(FAULT_MS);
      fault.mend(nodes, node);
      await lookFor(AFTERWARDS_MS);
      const waits = Object.fromEntries(
        [...arrivals].map(([name, each]) => [name, Math.round(each.longestWaitMs(struckMs))]),
      );
      process.stdout.write(`${what}: longest waits for a part in ms ${JSON.stringify(waits)}\n`);

      const after = await ownership();
      if (fault.changesHands) {
        expect(after?.epoch).toBe((before?.epoch ?? 0) + 1);
        // With a standby it stands by itself from then on, with another programme.
        await waitFor(
          'the first owner to let go',
          SOON_MS,
          () => node.active.pidOf('programme') !== programme,
        );
      } else expect(after).toMatchObject({ ownerId: before?.ownerId, epoch: before?.epoch });
      // All nodes play it again, and alike.
      for (const name of names) {
        const last = (await lastSegmentOf(node.standby, showId)) ?? 0;
        await waitFor(`${name} to play on`, SOON_MS, async () => {
          const now = await lastSegmentOf(node[name], showId);
          return now !== undefined && now > last;
        });
      }
      await look();
      expect(published.active.otherThan(published.standby)).toEqual([]);

      await endShow(node.third, showId);
      expect(await seen).toEqual(fault.whole.map((name) => ({ name, faults: [] })));
    },
    TEST_MS,
  );
});
