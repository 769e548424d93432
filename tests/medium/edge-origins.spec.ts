// Real here: encoders, packager and origin, Varnish and nginx. The nodes are ways to the one origin that can fail.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { type Edge, startEdge } from '../../infra/cdn/edge.mjs';
import { waitFor } from '../support/kernel/wait-for.js';
import { FrailOrigin, type OriginMood } from '../support/origin/frail-origin.js';
import { hlsFetch } from '../support/origin/hls-client.js';
import { LiveProgramme } from '../support/origin/live-programme.js';

const VIEWERS = 20;
/** An origin that is silent is left after 2 s, and the part that is held comes at most half a second later. */
const LEFT_WITHIN_MS = 4_000;
/** Once it is known that the origin hangs: the part, and a machine that is busy. */
const KNOWN_TO_HANG_MS = 1_900;
const NOTICED_WITHIN_MS = 10_000;

let live: LiveProgramme;
let near: FrailOrigin;
let far: FrailOrigin;
let edge: Edge;

beforeAll(async () => {
  live = await LiveProgramme.start();
  near = await FrailOrigin.start(live.url);
  far = await FrailOrigin.start(live.url);
  edge = await startEdge({ origin: [near.url, far.url] });
  await live.onAir();
}, 90_000);
afterAll(async () => {
  await edge?.close();
  await Promise.all([near?.kill(), far?.kill()]);
  await live?.close();
}, 30_000);

const playlist = (query = '') => `/live/${live.showId}/v360.m3u8${query}`;

/** Sick and well again is a matter of the probes: known once a reload goes to the near one. */
async function isNearFirst(): Promise<boolean> {
  near.asked.length = 0;
  await hlsFetch(edge.httpUrl + nextReload());
  return near.asked.length > 0;
}

beforeEach(async () => {
  await waitFor('the near origin to be asked first', NOTICED_WITHIN_MS, isNearFirst);
});
afterEach(async () => {
  [near.mood, far.mood] = ['answers', 'answers'];
});

/** The reload that every player asks next. */
function nextReload(): string {
  const { msn, parts } = live.packager.renditions.get('v360')?.edge ?? { msn: 0, parts: 0 };
  return playlist(`?_HLS_msn=${msn}&_HLS_part=${parts}`);
}

/** So many players wait at the edge, and the near origin holds the one request that they are. */
async function holdReloads() {
  near.asked.length = 0;
  const path = nextReload();
  const beganMs = systemClock.monotonicMs();
  const all = Array.from({ length: VIEWERS }, () => hlsFetch(edge.httpUrl + path));
  const answers = Promise.all(all).then((given) => ({
    statuses: [...new Set(given.map(({ status }) => status))],
    bodies: new Set(given.map(({ body }) => body.toString())),
    tookMs: systemClock.monotonicMs() - beganMs,
  }));
  await waitFor('the reload to be held', NOTICED_WITHIN_MS, () => near.asked.includes(path));
  return { path, answers };
}

test('nothing goes to the far origin while the near one answers', async () => {
  far.asked.length = 0;
  const { answers } = await holdReloads();
  expect((await answers).statuses).toEqual([200]);
  expect(far.asked).toEqual([]);
});

test('held reloads are answered by the far origin when the near one is killed', async () => {
  const { path, answers } = await holdReloads();
  await near.kill();
  try {
    const { statuses, bodies } = await answers;
    expect(statuses).toEqual([200]);
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain('#EXTM3U');
    expect(far.asked).toContain(path);
    expect((await hlsFetch(edge.httpUrl + nextReload())).status).toBe(200);
  } finally {
    await near.listen();
  }
}, 30_000);

test('held reloads are answered by the far origin when the near one hangs, and the next ones at once', async () => {
  const { answers } = await holdReloads();
  near.mood = 'hangs';
  const { statuses, tookMs } = await answers;
  expect(statuses).toEqual([200]);
  expect(tookMs).toBeLessThan(LEFT_WITHIN_MS);
  const next = await hlsFetch(edge.httpUrl + nextReload());
  expect(next.status).toBe(200);
  expect(next.tookMs).toBeLessThan(KNOWN_TO_HANG_MS);
}, 30_000);

test.each<OriginMood>(['refuses', 'knows-nothing'])(
  'an origin that %s is passed over, for playlists and media',
  async (mood) => {
    near.mood = mood;
    const reload = await hlsFetch(edge.httpUrl + nextReload());
    expect(reload.status).toBe(200);
    const [, uri = ''] = /URI="([^"]+\.m4s)"/.exec(reload.body.toString()) ?? [];
    const medium = await hlsFetch(`${edge.httpUrl}/live/${live.showId}/${uri}`);
    expect(medium.status).toBe(200);
    expect(near.asked.length).toBeGreaterThan(0);
  },
  30_000,
);

test('a medium of which an origin sent half before it died comes whole', async () => {
  const { body } = await hlsFetch(live.url + playlist());
  const segment = body
    .toString()
    .split('\n')
    .find((line) => line.endsWith('.m4s'));
  const path = `/live/${live.showId}/${segment}`;
  near.mood = 'tears';
  const [whole, given] = await Promise.all([hlsFetch(live.url + path), hlsFetch(edge.httpUrl + path)]);
  expect(given.status).toBe(200);
  expect(given.body.equals(whole.body)).toBe(true);
  expect(near.asked).toContain(path);
}, 30_000);

test('what no origin has is refused as the last of them says, and kept no longer', async () => {
  [near.mood, far.mood] = ['refuses', 'refuses'];
  const refused = await hlsFetch(edge.httpUrl + nextReload());
  expect(refused.status).toBe(503);
  expect(refused.headers['cache-control']).toBe('no-store');
  [near.mood, far.mood] = ['answers', 'answers'];
  await waitFor('it to be answered again', NOTICED_WITHIN_MS, async () => {
    return (await hlsFetch(edge.httpUrl + nextReload())).status === 200;
  });
}, 30_000);
