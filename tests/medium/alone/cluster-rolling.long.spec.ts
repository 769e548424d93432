// Real here: two nodes as people start and stop them, PostgreSQL, media workers, encoders. Nobody is on stage: the programme shows its slate.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { waitFor } from '../../support/kernel/wait-for.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { endShow, lastSegmentOf, moreSegments } from '../../support/server/cluster-show.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { audioFaults, videoFaults } from '../../support/server/viewer-faults.js';

const ON_AIR_WITHIN_MS = 40_000;
/** What a rolling upgrade promises of each node. */
const EMPTY_WITHIN_MS = 60_000;

/** Nodes start, a show goes on air and moves: on a full machine each takes many seconds. */
const TEST_MS = 200_000;

interface DrainedNode {
  id: string;
  name: string;
  shows: number;
  takesShows: boolean;
}

let cluster: ClusterUnderTest;

beforeEach(async () => {
  cluster = await ClusterUnderTest.create();
});
afterEach(() => cluster.close());

/** As a service manager stops a node. */
async function stop(node: ServerUnderTest): Promise<void> {
  const beganMs = systemClock.monotonicMs();
  node.signal('SIGTERM');
  const { kind } = await node.exited;
  expect(kind).toBe('finished');
  expect(systemClock.monotonicMs() - beganMs).toBeLessThan(EMPTY_WITHIN_MS);
}

/** As an owner of the site empties a node before its machine is worked on. */
async function drain(owner: ApiClient, name: string): Promise<void> {
  const nodeNamed = async () => {
    const { items } = (await owner.get('/nodes')).body as { items: DrainedNode[] };
    return items.find((node) => node.name === name);
  };
  const asked = await owner.post(`/nodes/${(await nodeNamed())?.id}/drain`);
  expect(asked.status).toBe(202);
  await waitFor('the node to be empty', EMPTY_WITHIN_MS, async () => {
    const node = await nodeNamed();
    return node?.shows === 0 && !node.takesShows;
  });
}

test.each([
  ['stopped', (_owner: ApiClient, first: ServerUnderTest) => stop(first)],
  ['drained by the API', (owner: ApiClient) => drain(owner, 'first')],
])(
  'a node is %s, and its show goes on from the other one without a cut',
  async (_how, empty) => {
    const first = await cluster.start('first');
    const { owner } = await signedInOwner(first);
    const made = await owner.post('/shows', { title: 'Upgrade', visibility: 'public', profile: 'low' });
    const showId = String(made.body.id);
    const { status, body } = await owner.post(`/shows/${showId}/live`);
    expect({ status, body }).toMatchObject({ status: 200 });
    const second = await cluster.start('second');
    await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
    // The player stays at the second node while the show moves there.
    const from = await lastSegmentOf(second, showId);
    const video = videoFaults(second, showId, from);
    const audio = audioFaults(second, showId);
    await empty(owner, first);
    await moreSegments(second, showId);
    await endShow(second, showId);
    expect([await video, await audio]).toEqual([[], []]);
  },
  TEST_MS,
);
