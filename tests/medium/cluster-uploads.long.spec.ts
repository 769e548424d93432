// Real here: two nodes as people start them, PostgreSQL, a folder as the object store, FFmpeg. Nothing is on air.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { Lifetime } from '#kernel';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { ApiClient } from '../support/server/api-client.js';
import { killNode } from '../support/server/cluster-node.js';
import { ClusterUnderTest } from '../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../support/server/server-under-test.js';
import { OWNER_PASSWORD, signedInOwner } from '../support/server/signed-in-owner.js';

const SOON_MS = 30_000;
const TEST_MS = 180_000;
const PNG = createCanvas(64, 32).toBuffer('image/png');

let lifetime: Lifetime;
let first: ServerUnderTest;
let second: ServerUnderTest;
let folder: ReturnType<typeof temporaryFolder>;

beforeAll(async () => {
  lifetime = new Lifetime();
  folder = temporaryFolder();
  lifetime.adopt(async () => folder.remove());
  const cluster = await ClusterUnderTest.create({ S3_URL: `file://${folder.path}/objects` });
  lifetime.adopt(() => cluster.close());
  [first, second] = await Promise.all([cluster.start('first'), cluster.start('second')]);
}, TEST_MS);
afterAll(() => lifetime.close('the tests are over'));

function clip(): Buffer {
  const path = join(folder.path, 'clip.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=30:duration=1'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, '-pix_fmt', 'yuv420p', path]);
  return readFileSync(path);
}

test(
  'logo, images and clips that one node took are served and listed by the other one, and outlive the first',
  async () => {
    const { owner, showId } = await signedInOwner(first);
    const { body: site } = await owner.sendFile('/site/logo', PNG, 'image/png', 'PUT');
    const { body: image } = await owner.sendFile(`/shows/${showId}/pictures`, PNG, 'image/png');
    const bytes = clip();
    const { body: file } = await owner.post(`/shows/${showId}/media-files`, {
      name: 'Trailer',
      sizeBytes: bytes.length,
    });
    const part = `/shows/${showId}/media-files/${file.id}/part?from=0`;
    await owner.sendFile(part, bytes, 'application/octet-stream', 'PUT');
    const filesAt = async (client: ApiClient) =>
      ((await client.get(`/shows/${showId}/media-files`)).body.items ?? []) as { state: string }[];
    await waitFor('the conversion', SOON_MS, async () => (await filesAt(owner))[0]?.state === 'ready');

    killNode(first);
    const there = new ApiClient(second.url);
    await waitFor('the owner to be signed in there', SOON_MS, async () => {
      const { status } = await there.post('/session', {
        email: 'ada@example.org',
        password: OWNER_PASSWORD,
      });
      return status === 201;
    });
    for (const url of [site.logoUrl, image.url]) {
      const answer = await fetch(second.url + url);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    }
    const listed = await there.get(`/shows/${showId}/pictures`);
    expect(listed.body.items).toMatchObject([{ id: image.id }]);
    await waitFor('the clip to be there', SOON_MS, async () => (await filesAt(there))[0]?.state === 'ready');
  },
  TEST_MS,
);
