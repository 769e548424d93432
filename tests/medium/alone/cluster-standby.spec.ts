// Real here: two nodes as people start them, PostgreSQL, media workers, encoders. Nobody is on stage: the programme shows its slate.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { watchAudio } from '../../support/origin/delivered-audio.js';
import { watchDelivered } from '../../support/origin/delivered-frames.js';
import { killNode } from '../../support/server/cluster-node.js';
import { endShow, lastSegmentOf, playlistUrl } from '../../support/server/cluster-show.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';

const ON_AIR_WITHIN_MS = 40_000;
const SOON_MS = 15_000;
const FRAME_RATE = 30;
/** Whole segments that must have come from the other node. */
const SEGMENTS_AFTER = 2;

/** Nodes start, a show goes on air and moves: on a full machine each takes many seconds. */
const TEST_MS = 200_000;

let cluster: ClusterUnderTest;

beforeEach(async () => {
  cluster = await ClusterUnderTest.create();
});
afterEach(() => cluster.close());

const says = (node: ServerUnderTest, text: string) => node.lines.all.some((line) => line.includes(text));

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
  await waitFor('the second node to stand by', ON_AIR_WITHIN_MS, () => says(second, '"state":"in-step"'));
  await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
  return { first, second, showId };
}

test(
  'the node that makes a live show is killed, and viewers of the other one see every frame once',
  async () => {
    const { first, second, showId } = await onAirWithStandby();
    const before = (await lastSegmentOf(second, showId)) ?? 1;
    const video = watchDelivered(playlistUrl(second, showId, 'video-360'), before);
    const audio = watchAudio(playlistUrl(second, showId, 'audio'));
    await waitFor(
      'another segment',
      SOON_MS,
      async () => ((await lastSegmentOf(second, showId)) ?? 0) > before,
    );
    killNode(first);
    const last = (await lastSegmentOf(second, showId)) ?? 0;
    await waitFor('segments of the second node', SOON_MS, async () => {
      const now = await lastSegmentOf(second, showId);
      return now !== undefined && now >= last + 1 + SEGMENTS_AFTER;
    });
    expect(says(second, 'takes over')).toBe(true);
    await endShow(second, showId);
    const seen = await video;
    expect(seen).toMatchObject({ broken: undefined });
    expect(seen.frames).toBe(Math.round(seen.seconds * FRAME_RATE));
    expect(await audio).toMatchObject({ jumps: [] });
  },
  TEST_MS,
);
