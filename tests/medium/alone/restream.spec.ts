// Real here: the whole server with a programme on air and FFmpeg as the platforms that get it. Nobody is on the stage: the slate is the show.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { RtmpSink, type SunkFrame } from '../../support/players/rtmp-sink.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

const KEY = 'a-key-that-nobody-may-read';
const WITHIN_MS = 20_000;
/** What the design promises. */
const BACK_WITHIN_MS = 2_000;
const AWAY_MS = 3_000;
/** A frame at 30 a second, and a millisecond of rounding either way. */
const LONGEST_STEP_S = 0.036;

let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;
let ports: number[];
let good: RtmpSink;
let bad: RtmpSink;

beforeAll(async () => {
  server = await ServerUnderTest.start({
    env: { ...SMALL_PROGRAMME, PROSCENIUM_ALLOW_PRIVATE_OUTPUTS: 'true' },
  });
  ({ owner } = await signedInOwner(server));
  showId = (await owner.post('/shows', { title: 'For all' })).body.id;
  ports = [await freePort(), await freePort()];
  [good, bad] = ports.map((port) => new RtmpSink(port, `live/${KEY}`)) as [RtmpSink, RtmpSink];
}, 90_000);

afterAll(async () => {
  await server?.dispose();
  await Promise.all([good?.kill(), bad?.kill()]);
}, 30_000);

const outputs = async () => (await owner.get(`/shows/${showId}/outputs`)).body.items;
const stateOf = async (name: string) =>
  (await outputs()).find((output: { name: string }) => output.name === name)?.state;
const playlist = async () => (await fetch(`${server.url}/live/${showId}/video-360.m3u8`)).text();
const videoOf = (frames: readonly SunkFrame[]) => frames.filter(({ kind }) => kind === 'video');
const untilFrames = (sink: RtmpSink, count: number) =>
  sink.frames.until(`${count} frames of video`, WITHIN_MS, (all) =>
    videoOf(all).length >= count ? true : undefined,
  );

test('an address that is none, or our own, is refused; a key is never shown again', async () => {
  const { status, body } = await owner.post(`/shows/${showId}/outputs`, { url: 'http://example.org/live' });
  expect([status, body.code]).toEqual([422, 'output-address']);
  for (const [index, name] of ['good', 'bad'].entries()) {
    const wish = { name, url: `rtmp://127.0.0.1:${ports[index]}/live`, key: KEY };
    const made = await owner.post(`/shows/${showId}/outputs`, wish);
    expect([made.status, made.body]).toMatchObject([201, { name, state: 'waiting', on: true }]);
  }
  expect(JSON.stringify(await outputs())).not.toContain(KEY);
  const loop = { name: 'loop', url: `rtmp://127.0.0.1:1935/live`, key: KEY };
  expect((await owner.post(`/shows/${showId}/outputs`, loop)).status).toBe(201);
});

test('both targets get the slate, and a loop is refused with its reason', async () => {
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
  await Promise.all([untilFrames(good, 30), untilFrames(bad, 30)]);
  await waitFor(
    'both to be live',
    WITHIN_MS,
    async () => (await stateOf('good')) === 'live' && (await stateOf('bad')) === 'live',
  );
  await waitFor('the loop to be refused', WITHIN_MS, async () =>
    (await outputs()).some((output: { reason: string }) => output.reason === 'refused-address'),
  );
});

test('one that dies and returns has the show again at once; the other loses no frame', async () => {
  await bad.kill();
  await waitFor('the loss to be known', WITHIN_MS, async () => (await stateOf('bad')) === 'retrying');
  const before = videoOf(good.frames.all).length;
  await untilFrames(good, before + (AWAY_MS / 1_000) * 30);
  const returnedMs = systemClock.monotonicMs();
  bad = new RtmpSink(ports[1] ?? 0, `live/${KEY}`);
  await untilFrames(bad, 1);
  expect((bad.frames.all[0]?.atMs ?? 0) - returnedMs).toBeLessThan(BACK_WITHIN_MS);
  const video = videoOf(good.frames.all)
    .slice(before)
    .map(({ seconds }) => seconds);
  const steps = video.slice(1).map((seconds, index) => seconds - (video[index] ?? 0));
  // What the programme itself left out on a machine that stalled is missing everywhere.
  const wasCut = /#EXT-X-(GAP|DISCONTINUITY\b)/.test(await playlist());
  expect([wasCut || Math.max(...steps) < LONGEST_STEP_S, Math.max(...steps)]).toEqual([
    true,
    expect.anything(),
  ]);
  expect((await outputs())[0].retries).toBe(0);
});

test('one that is stopped is left', async () => {
  const [{ id }] = (await outputs()).filter((output: { name: string }) => output.name === 'good');
  expect((await owner.post(`/shows/${showId}/outputs/${id}/stop`)).body.state).toBe('off');
  const { length } = good.frames.all;
  await waitFor(
    'the publisher to leave',
    WITHIN_MS,
    () => server.childrenLike(new RegExp(`:${ports[0]}/live`)).length === 0,
  );
  expect(good.frames.all.length).toBeGreaterThanOrEqual(length);
  expect((await owner.delete(`/shows/${showId}/outputs/${id}`)).status).toBe(204);
});
