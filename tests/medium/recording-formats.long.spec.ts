// Real here: the whole server with a programme of two formats on air, FFmpeg. Nobody is on the stage: the slate is the show.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { publishedOf } from '../support/compositor/programme-children.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { readMedia } from '../support/outputs/read-media.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';

const READY_WITHIN_MS = 30_000;
/** A frame at 30 a second is 33 ms; the promise is a tenth of a second. */
const SAME_LENGTH_SECONDS = 0.1;
const RECORDED_WITHIN_MS = 40_000;

const SMALL = { shortSidePx: 360, frameRate: 15, preset: 'ultrafast', layout: null };
const FORMATS = [
  { ...SMALL, shape: '16:9' },
  { ...SMALL, shape: '9:16', ladder: [{ shortSidePx: 360, bitrateBps: 500_000 }] },
];

let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;

beforeAll(async () => {
  server = await ServerUnderTest.start({ env: SMALL_PROGRAMME });
  ({ owner } = await signedInOwner(server));
}, 90_000);
afterAll(() => server?.dispose(), 30_000);

const recordings = async () => (await owner.get(`/shows/${showId}/recordings`)).body.items;
const recordedSeconds = (atLeast: number) =>
  waitFor(
    `${atLeast} s to be recorded`,
    RECORDED_WITHIN_MS,
    async () => (await recordings())?.[0]?.seconds >= atLeast,
  );

test('a show of two formats has a recording of each in its own shape, as long as the other over the death of an encoder', async () => {
  const made = await owner.post('/shows', { title: 'Two formats' });
  showId = made.body.id;
  const etag = { 'if-match': `"${made.body.version}"` };
  expect((await owner.patch(`/shows/${showId}`, { formats: FORMATS }, etag)).status).toBe(200);
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
  await recordedSeconds(4);
  const portrait = server.childrenLike(/libx264 .* -bufsize 500k/).map(({ pid }) => pid);
  process.kill(await publishedOf(portrait), 'SIGKILL');
  await recordedSeconds(10);
  expect((await owner.post(`/shows/${showId}/end`)).status).toBe(200);
  await waitFor('both to be ready', READY_WITHIN_MS, async () =>
    (await recordings()).every(({ state }: { state: string }) => state === 'ready'),
  );
  const all = await recordings();
  const shapeOf = ({ format, width, height }: Record<string, unknown>) => [format, width, height];
  expect(all.map(shapeOf)).toEqual([
    ['main', 640, 360],
    ['portrait', 360, 640],
  ]);
  for (const { mp4Url, hlsUrl, seconds, width, height } of all) {
    const file = await readMedia(server.url + mp4Url);
    expect(file.errors).toBe('');
    expect(file.streams.find(({ codec }) => codec === 'h264')?.width).toBe(width);
    expect(Math.abs(file.seconds - seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
    const playlist = await (await fetch(server.url + hlsUrl)).text();
    const sizes = [...playlist.matchAll(/RESOLUTION=(\d+x\d+)/g)].map(([, size]) => size);
    expect(sizes).toEqual([`${width}x${height}`]);
  }
  expect(Math.abs(all[0].seconds - all[1].seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
}, 90_000);
