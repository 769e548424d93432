// Real here: Ceph's object gateway, the whole server with a programme on air. Nobody is on the stage: the slate is the show.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ObjectStore, openObjects } from '#outputs';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { Ceph, hasCeph } from '../../support/outputs/ceph.js';
import { readMedia } from '../../support/outputs/read-media.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

const isThere = hasCeph();
if (!isThere)
  console.warn(
    'Ceph is not installed: apt-get install ceph-mon ceph-osd radosgw ceph-common. Its tests are left out.',
  );
const withCeph = isThere ? test : test.skip;
const WITHIN_MS = 40_000;
const MIB = 1024 ** 2;

let ceph: Ceph;
let folder: ReturnType<typeof temporaryFolder>;
let objects: ObjectStore;
const never = new AbortController().signal;

async function makeBucket(name: string): Promise<void> {
  const { username, password } = new URL(ceph.urlOf(name));
  const credentials = { accessKeyId: username, secretAccessKey: password };
  const client = new S3Client({
    endpoint: ceph.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials,
  });
  await client.send(new CreateBucketCommand({ Bucket: name }));
  client.destroy();
}

beforeAll(async () => {
  if (!isThere) return;
  folder = temporaryFolder();
  ceph = await Ceph.create();
  for (const bucket of ['files', 'shows']) await makeBucket(bucket);
  objects = await openObjects(`${ceph.urlOf('files')}/a/prefix`, ceph.endpoint);
}, 90_000);
afterAll(async () => {
  objects?.close();
  await ceph?.close();
  folder?.remove();
}, 30_000);

function file(name: string, bytes: Buffer): string {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
}

withCeph(
  'what is put is read whole and by range, listed, linked to for a while, and removed',
  async () => {
    const bytes = randomBytes(20 * MIB + 17);
    await objects.check();
    await objects.put('show_1/rec_1/small.txt', file('small', Buffer.from('small')), never);
    await objects.put('show_1/rec_1/empty', file('empty', Buffer.alloc(0)), never);
    await objects.put('show_1/rec_1/large.mp4', file('large', bytes), never);
    expect(await objects.facts('show_1/rec_1/large.mp4')).toMatchObject({ bytes: bytes.length });
    expect(await objects.facts('show_1/rec_1/none')).toBeUndefined();
    expect((await buffer(await objects.read('show_1/rec_1/large.mp4'))).equals(bytes)).toBe(true);
    const range = { start: 8 * MIB - 2, end: 8 * MIB + 1 };
    expect(await buffer(await objects.read('show_1/rec_1/large.mp4', range))).toEqual(
      bytes.subarray(range.start, range.end + 1),
    );
    const listed = (await objects.list('show_1/')).map(({ key, bytes: size }) => [key, size]);
    expect(await objects.folders('')).toEqual(['show_1']);
    expect(listed.sort()).toEqual([
      ['show_1/rec_1/empty', 0],
      ['show_1/rec_1/large.mp4', bytes.length],
      ['show_1/rec_1/small.txt', 5],
    ]);
    const wish = { seconds: 60, type: 'text/plain', saveAs: 'a.txt' };
    const link = (await objects.linkTo('show_1/rec_1/small.txt', wish)) ?? '';
    const answer = await fetch(link);
    expect([answer.status, answer.headers.get('content-disposition'), await answer.text()]).toEqual([
      200,
      'attachment; filename="a.txt"',
      'small',
    ]);
    expect((await fetch(link.replace('small.txt', 'large.mp4'))).status).toBe(403);
    expect((await fetch(link.split('?')[0] ?? '')).status).toBe(403);
    const short = (await objects.linkTo('show_1/rec_1/small.txt', { ...wish, seconds: 1 })) ?? '';
    await waitFor('the link to expire', WITHIN_MS, async () => (await fetch(short)).status === 403);
    for (const [key = ''] of listed) await objects.remove(String(key));
    await objects.remove('show_1/rec_1/none');
    expect(await objects.list('show_1/')).toEqual([]);
  },
  60_000,
);

/** Counts what goes to the store. */
async function countingRelay(toPort: number) {
  const relay = { port: 0, sentBytes: 0, close: () => server.close() };
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    near.on('data', ({ length }) => {
      relay.sentBytes += length;
    });
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay.port = (server.address() as AddressInfo).port;
  return relay;
}

withCeph(
  'an upload that is cut goes on behind its last whole part',
  async () => {
    const bytes = randomBytes(40 * MIB);
    const path = file('cut', bytes);
    const { port } = new URL(ceph.endpoint);
    const relay = await countingRelay(Number(port));
    const through = await openObjects(ceph.urlOf('files').replace(`:${port}`, `:${relay.port}`));
    const abort = new AbortController();
    const putting = through.put('cut', path, abort.signal);
    await waitFor('half of it to be sent', WITHIN_MS, () => relay.sentBytes > 20 * MIB);
    abort.abort(new Error('cut'));
    await expect(putting).rejects.toThrow();
    expect(await objects.facts('cut')).toBeUndefined();
    const before = relay.sentBytes;
    await through.put('cut', path, never);
    expect(relay.sentBytes - before).toBeLessThan(25 * MIB);
    through.close();
    relay.close();
    const whole = await openObjects(ceph.urlOf('files'));
    expect((await buffer(await whole.read('cut'))).equals(bytes)).toBe(true);
    whole.close();
  },
  60_000,
);

withCeph(
  'a show is recorded while the store hangs, stored when it answers, and played and saved from there alone',
  async () => {
    ceph.hang();
    const server = await ServerUnderTest.start({
      env: {
        ...SMALL_PROGRAMME,
        S3_URL: ceph.urlOf('shows'),
        S3_PUBLIC_URL: ceph.endpoint,
        PROSCENIUM_RECORDING_DISK_LIMIT_BYTES: '0',
      },
    });
    const store = await openObjects(ceph.urlOf('shows'));
    try {
      const { owner, showId } = await signedInOwner(server);
      const newest = async (client: ApiClient = owner) =>
        (await client.get(`/shows/${showId}/recordings`)).body.items[0];
      expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
      await waitFor('4 s to be recorded', WITHIN_MS, async () => (await newest())?.seconds >= 4);
      expect((await owner.post(`/shows/${showId}/end`)).status).toBe(200);
      await waitFor('the recording to be ready', WITHIN_MS, async () => (await newest())?.state === 'ready');
      const recording = await newest();
      // The store hangs: nothing is lost, and the disk's limit deletes nothing that only the disk has.
      const here = join(server.dataDir, 'recordings', showId, recording.id);
      expect(existsSync(join(here, 'programme.mp4'))).toBe(true);
      ceph.goOn();
      await waitFor(
        'this disk to be given back',
        2 * WITHIN_MS,
        () => !existsSync(join(here, 'programme.mp4')),
      );
      expect(readdirSync(here).filter((name) => /\.(mp4|m4s|m3u8)$/.test(name))).toEqual([]);
      const { mp4Url, hlsUrl, seconds } = await newest();
      const file = await readMedia(server.url + mp4Url);
      expect([file.errors, Math.abs(file.seconds - seconds) < 0.1]).toEqual(['', true]);
      const part = await fetch(server.url + mp4Url, { headers: { range: 'bytes=36-39' } });
      expect([part.status, await part.text()]).toEqual([206, 'moov']);
      expect(await (await fetch(server.url + hlsUrl)).text()).toMatch(/^#EXTM3U/);
      const saved = await fetch(`${server.url}${mp4Url}?download=show.mp4`, { redirect: 'manual' });
      expect([saved.status, new URL(saved.headers.get('location') ?? '').origin]).toEqual([
        302,
        ceph.endpoint,
      ]);
      expect((await fetch(saved.headers.get('location') ?? '')).status).toBe(200);
      expect((await owner.delete(`/shows/${showId}`)).status).toBe(204);
      await waitFor('the store to be empty', WITHIN_MS, async () => (await store.list('')).length === 0);
    } finally {
      store.close();
      await server.dispose();
    }
  },
  200_000,
);
