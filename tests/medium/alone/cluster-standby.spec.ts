// Real here: two nodes as people start them, PostgreSQL, media workers, encoders. Nobody is on stage: the programme shows its slate.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { killNode } from '../../support/server/cluster-node.js';
import { endShow, lastSegmentOf, moreSegments } from '../../support/server/cluster-show.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { audioFaults, videoFaults } from '../../support/server/viewer-faults.js';

const ON_AIR_WITHIN_MS = 40_000;
/** Whole segments that must have come from the other node. */
const SEGMENTS_AFTER = 2;

/** Nodes start, a show goes on air and moves: on a full machine each takes many seconds. */
const TEST_MS = 200_000;

let cluster: ClusterUnderTest;

beforeEach(async () => {
  cluster = await ClusterUnderTest.create();
});
afterEach(() => cluster.close());

async function onAirWithStandby(): Promise<{
  first: ServerUnderTest;
  second: ServerUnderTest;
  showId: string;
}> {
  const first = await cluster.start('first');
  const { owner } = await signedInOwner(first);
  const made = await owner.post('/shows', {
    ...{ title: 'Two nodes', visibility: 'public', profile: 'low', resilience: 'standby' },
  });
  const showId = String(made.body.id);
  const { status, body } = await owner.post(`/shows/${showId}/live`);
  expect({ status, body }).toMatchObject({ status: 200 });
  const second = await cluster.start('second');
  await waitFor('the second node to stand by', ON_AIR_WITHIN_MS, () => second.hasLogged('"state":"in-step"'));
  await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
  return { first, second, showId };
}

test(
  'the node that makes a live show is killed, and viewers of the other one see every frame once',
  async () => {
    const { first, second, showId } = await onAirWithStandby();
    const before = (await lastSegmentOf(second, showId)) ?? 1;
    const video = videoFaults(second, showId, before);
    const audio = audioFaults(second, showId);
    await moreSegments(second, showId, 1);
    killNode(first);
    await moreSegments(second, showId, 1 + SEGMENTS_AFTER);
    expect(second.hasLogged('takes over')).toBe(true);
    await endShow(second, showId);
    expect([await video, await audio]).toEqual([[], []]);
  },
  TEST_MS,
);
