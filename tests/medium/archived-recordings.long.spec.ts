// Real here: two nodes as people start them, PostgreSQL, the processes that store recordings; the store that they share is a folder. The recording is made as a programme leaves one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { RecordingStore } from '#outputs';
import { finishRecording } from '../../libs/outputs/src/recording/finish-recording.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { makeRecording } from '../support/outputs/made-recording.js';
import type { ApiClient } from '../support/server/api-client.js';
import { killNode } from '../support/server/cluster-node.js';
import { ClusterUnderTest } from '../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';

const TEN_SECONDS = { hours: 9.6 / 3_600, bitrate: 500_000 };
/** A job of the lowest priority, what is stored, and the other node's next look. */
const SOON_MS = 120_000;
const TEST_MS = 240_000;

let archive: ReturnType<typeof temporaryFolder>;
let disk: ReturnType<typeof temporaryFolder>;
let cluster: ClusterUnderTest;
let second: ServerUnderTest;
let owner: ApiClient;
let showId: string;
let id: string;

beforeAll(async () => {
  [archive, disk] = [temporaryFolder(), temporaryFolder()];
  cluster = await ClusterUnderTest.create({ S3_URL: `file://${archive.path}` });
  second = await cluster.start('second');
  ({ owner, showId } = await signedInOwner(second));
  const options = { clock: systemClock, log: silentLog };
  const store = await RecordingStore.open({ root: join(disk.path, 'recordings'), ...options });
  const made = await store.create(showId);
  ({ id } = made);
  await makeRecording(store.folderOf(made), TEN_SECONDS);
  await finishRecording(store, id, options);
}, TEST_MS);
afterAll(async () => {
  await cluster?.close();
  archive?.remove();
  disk?.remove();
}, 60_000);

const listed = () =>
  waitFor('the recording at the second node', SOON_MS, async () => {
    const [recording] = (await owner.get(`/shows/${showId}/recordings`)).body.items;
    return recording?.state === 'ready' ? recording : undefined;
  });
const statusOf = async (path: string) => (await fetch(second.url + path)).status;

test(
  'a recording of one node is listed, played, trimmed and deleted at the other one, when its own node is gone',
  async () => {
    const first = await cluster.start('first', {}, disk.path);
    const recording = await listed();
    expect(recording).toMatchObject({ id, state: 'ready' });
    expect(recording.seconds).toBeCloseTo(9.6, 1);
    killNode(first);
    for (const path of [recording.hlsUrl, recording.mp4Url]) expect(await statusOf(path)).toBe(200);

    const path = `/shows/${showId}/recordings/${id}`;
    const trim = { fromSeconds: 0, toSeconds: 4.8 };
    expect((await owner.patch(path, { trim })).status).toBe(202);
    const trimmed = await waitFor('the shorter file', SOON_MS, async () => {
      const found = await listed();
      return found.seconds < 6 && found.mp4Url !== null ? found : undefined;
    });
    expect(await statusOf(trimmed.mp4Url)).toBe(200);

    expect((await owner.delete(path)).status).toBe(204);
    await waitFor('the store to lose it', SOON_MS, () => !existsSync(join(archive.path, showId, id)));
    expect((await owner.get(`/shows/${showId}/recordings`)).body.items).toEqual([]);
  },
  TEST_MS,
);
