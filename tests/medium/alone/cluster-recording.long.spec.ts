// Real here: three nodes as people start them, PostgreSQL, media workers, encoders; the store that they share is a folder. Nobody is on stage: the programme shows its slate.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type MediaPlaylist, parseMediaPlaylist } from '#media';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { hlsFetch } from '../../support/origin/hls-client.js';
import { killNode } from '../../support/server/cluster-node.js';
import { endShow, lastSegmentOf, playlistUrl } from '../../support/server/cluster-show.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { ownerAt, signedInOwner } from '../../support/server/signed-in-owner.js';

const ON_AIR_WITHIN_MS = 60_000;
const SHARED_WITHIN_MS = 60_000;
/** The last fragments, the playlists and a job, which has the lowest priority on a machine that may be busy. */
const READY_WITHIN_MS = 120_000;
/** More than a replica keeps in memory: what is older can only come from the store. */
const SEGMENTS_BEFORE = 18;
const SEGMENTS_AFTER = 3;
const SEGMENT_SECONDS = 2;
/** Until another node has taken the show up, nothing is published. */
const PAUSE_SECONDS = 10;
const TEST_MS = 400_000;

let cluster: ClusterUnderTest;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(async () => {
  folder = temporaryFolder();
  cluster = await ClusterUnderTest.create({ S3_URL: `file://${folder.path}` });
});
afterEach(async () => {
  await cluster.close();
  folder.remove();
}, 60_000);

async function playlistOf(node: ServerUnderTest, showId: string): Promise<MediaPlaylist | undefined> {
  const { status, body } = await hlsFetch(playlistUrl(node, showId, 'video-360'));
  return status === 200 ? parseMediaPlaylist(body.toString()) : undefined;
}

const packsOf = (showId: string): string[] => {
  const path = join(folder.path, 'live', showId, 'packs');
  return existsSync(path) ? readdirSync(path) : [];
};

/** All that a playlist lists can be had. */
async function fetchAll(node: ServerUnderTest, showId: string, { segments }: MediaPlaylist) {
  const url = playlistUrl(node, showId, 'video-360');
  for (const { uri, mapUri = uri, gap } of segments)
    for (const name of gap ? [] : [mapUri, uri]) {
      const { status, body } = await hlsFetch(new URL(name, url).href);
      expect({ name, status, isEmpty: body.length === 0 }).toEqual({ name, status: 200, isEmpty: false });
    }
}

test(
  'the node that records a show is killed: another one goes on with the recording, and a third lets viewers rewind to the beginning',
  async () => {
    const first = await cluster.start('first');
    const { owner } = await signedInOwner(first);
    const made = await owner.post('/shows', { title: 'Kept', visibility: 'public', profile: 'low' });
    const showId = String(made.body.id);
    expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
    await waitFor(
      'more than the memory of a replica',
      ON_AIR_WITHIN_MS,
      async () => ((await lastSegmentOf(first, showId)) ?? 0) >= SEGMENTS_BEFORE,
    );
    const [begun] = (await owner.get(`/shows/${showId}/recordings`)).body.items;
    const beginning = (await playlistOf(first, showId))?.mediaSequence ?? 0;
    const shared = packsOf(showId).length;
    await waitFor('the newest to be shared', SHARED_WITHIN_MS, () => packsOf(showId).length > shared);

    // One that was not there before has the snapshot of half a minute, and the rest from the store.
    const second = await cluster.start('second');
    const found = await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () =>
      playlistOf(second, showId),
    );
    expect(found.mediaSequence).toBe(beginning);
    await fetchAll(second, showId, found);

    const before = (await lastSegmentOf(second, showId)) ?? 0;
    killNode(first);
    await waitFor(
      'the second node to publish',
      ON_AIR_WITHIN_MS,
      async () => ((await lastSegmentOf(second, showId)) ?? 0) >= before + SEGMENTS_AFTER,
    );
    const third = await cluster.start('third', { PROSCENIUM_ROLES: 'server,front' });
    const there = await waitFor('the third node to play it', ON_AIR_WITHIN_MS, () =>
      playlistOf(third, showId),
    );
    expect(there.mediaSequence).toBe(beginning);
    await fetchAll(third, showId, there);

    await endShow(second, showId);
    const last = (await lastSegmentOf(second, showId)) ?? Number.NaN;
    const ownerThere = await ownerAt(second.url);
    const items = await waitFor('the recording to be ready', READY_WITHIN_MS, async () => {
      const all = (await ownerThere.get(`/shows/${showId}/recordings`)).body.items;
      return all.length > 0 && all.every(({ state }: { state: string }) => state === 'ready')
        ? all
        : undefined;
    });
    expect(items.map(({ id }: { id: string }) => id)).toEqual([begun.id]);
    const listed = (
      await (await fetch(second.url + items[0].hlsUrl.replace('index', 'video-360'))).text()
    ).match(/#EXTINF/g);
    expect(listed?.length).toBeGreaterThanOrEqual(before + SEGMENTS_AFTER - 1);
    expect(items[0].seconds).toBeGreaterThanOrEqual((before + SEGMENTS_AFTER - 1) * SEGMENT_SECONDS);
    expect(items[0].seconds).toBeLessThan((last + SEGMENTS_AFTER) * SEGMENT_SECONDS + PAUSE_SECONDS);
  },
  TEST_MS,
);
