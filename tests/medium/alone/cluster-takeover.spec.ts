// Real here: two nodes as people start them, PostgreSQL, media workers, encoders. Nobody is on stage: the programme shows its slate.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { waitFor } from '../../support/kernel/wait-for.js';
import { hlsFetch } from '../../support/origin/hls-client.js';
import { killNode } from '../../support/server/cluster-node.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { ownerAt, signedInOwner } from '../../support/server/signed-in-owner.js';

const ON_AIR_WITHIN_MS = 40_000;
const SOON_MS = 10_000;
/** Without a standby: known at once, taken up, a programme started. The goal of 3 s is a benchmark's to measure. */
const AGAIN_WITHIN_MS = 10_000;

let cluster: ClusterUnderTest;

beforeEach(async () => {
  cluster = await ClusterUnderTest.create();
});
afterEach(() => cluster.close());

const playlistUrl = (node: ServerUnderTest, showId: string) => `${node.url}/live/${showId}/video-360.m3u8`;

async function playlist(node: ServerUnderTest, showId: string) {
  const { status, body } = await hlsFetch(playlistUrl(node, showId));
  if (status !== 200) return undefined;
  return { text: body.toString(), ...parseMediaPlaylist(body.toString()) };
}

const lastOf = (found: NonNullable<Awaited<ReturnType<typeof playlist>>>) =>
  found.mediaSequence + found.segments.length - 1;

test('a show whose node dies goes on from another one, at the same address and in the same sequence', async () => {
  const first = await cluster.start('first');
  const { owner } = await signedInOwner(first);
  const second = await cluster.start('second');
  const made = await owner.post('/shows', { title: 'Two nodes', visibility: 'public', profile: 'low' });
  const showId = String(made.body.id);
  const { status, body } = await owner.post(`/shows/${showId}/live`);
  expect({ status, body }).toMatchObject({ status: 200 });
  const there = await waitFor('the second node to play it', ON_AIR_WITHIN_MS, async () => {
    const found = await playlist(second, showId);
    return found !== undefined && found.segments.length >= 3 ? found : undefined;
  });

  // Only the node that runs it knows who is on stage and whether it is on air: the other one passes the request on.
  expect(second.pidOf('programme')).toBeUndefined();
  const ownerThere = await ownerAt(second.url);
  const asked = await ownerThere.get(`/shows/${showId}/live`);
  expect([asked.status, asked.body.onAir]).toEqual([200, true]);

  // Every node answers every show's media, byte for byte alike.
  for (const { uri } of there.segments.slice(-2)) {
    const [one, other] = await Promise.all(
      [first, second].map(({ url }) => hlsFetch(`${url}/live/${showId}/${uri}`)),
    );
    expect(other?.status).toBe(200);
    expect(other?.body.equals(one?.body ?? Buffer.alloc(0))).toBe(true);
  }

  const before = await playlist(second, showId);
  if (before === undefined) throw new Error('the second node lost the show');
  const killedMs = systemClock.monotonicMs();
  killNode(first);
  const next = lastOf(before) + 2;
  const held = hlsFetch(`${playlistUrl(second, showId)}?_HLS_msn=${next}&_HLS_part=0`);
  const after = await waitFor('a new segment from the second node', ON_AIR_WITHIN_MS, async () => {
    const found = await playlist(second, showId);
    return found?.text.includes('#EXT-X-DISCONTINUITY\n') && lastOf(found) > lastOf(before)
      ? found
      : undefined;
  });
  const tookMs = systemClock.monotonicMs() - killedMs;
  expect(after.mediaSequence).toBeGreaterThanOrEqual(before.mediaSequence);
  expect((await held).status).toBe(200);
  expect(after.text.match(/#EXT-X-DISCONTINUITY\n/g) ?? []).toHaveLength(1);
  await waitFor('the second node to be its owner', SOON_MS, () =>
    second.hasLogged('a live show goes on here'),
  );
  expect(tookMs).toBeLessThan(AGAIN_WITHIN_MS);
});
