// Real here: the runtime of Cloudflare's Workers (workerd), encoders, packager and origin. Its cache is not in it: what a
// CDN does with waiting requests is to be seen there.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PlaybackTokens } from '#origin';
import { BUSY_SEEN_LATE_MS, checkConformance } from '../conformance/hls/hls-conformance.js';
import { WorkerUnderTest } from '../support/cdn/worker-under-test.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { rawRequest } from '../support/network/raw-request.js';
import { hlsFetch } from '../support/origin/hls-client.js';
import { LiveProgramme } from '../support/origin/live-programme.js';

const SECRET = 'a secret between edge and origin';
const PLAYBACK_SECRET = 'a secret of the origin';
const VIEWERS = 50;
/** The Worker remembers an admission for two seconds. */
const BANNED_WITHIN_MS = 10_000;

const tokens = new PlaybackTokens(PLAYBACK_SECRET);
let live: LiveProgramme;
let worker: WorkerUnderTest;
let asked: { url: string; secret: unknown }[];
let banned: Set<string>;

async function start(isPrivate: boolean): Promise<void> {
  [asked, banned] = [[], new Set()];
  live = await LiveProgramme.start({
    isPrivate,
    origin: { edgeSecret: SECRET, tokens, gate: { isAdmitted: (_show, viewer) => !banned.has(viewer) } },
    addRoutes: (app) =>
      app.server.prependListener('request', ({ url = '', headers }) =>
        asked.push({ url, secret: headers['x-proscenium-edge'] }),
      ),
  });
  worker = await WorkerUnderTest.start({ ORIGIN: live.url, EDGE_SECRET: SECRET, PLAYBACK_SECRET });
  await live.onAir();
}

async function stop(): Promise<void> {
  await worker?.close();
  await live?.close();
}

const playback = () => asked.filter(({ url }) => url !== '/live-admission');

describe('a Worker before an open show', () => {
  beforeAll(() => start(false), 300_000);
  afterAll(stop, 30_000);

  test('breaks no rule', async () => {
    const report = await checkConformance({
      multivariantUrl: `${worker.url}/live/${live.showId}/index.m3u8`,
      signal: AbortSignal.timeout(6_000),
      seenLateMs: BUSY_SEEN_LATE_MS,
    });
    // Cloudflare compresses what a Worker answers; the runtime alone does not.
    expect(report.findings.all.filter(({ rule }) => rule !== 'gzip')).toEqual([]);
  }, 60_000);

  test('fifty viewers on one blocking reload get the part that they wait for', async () => {
    const { msn, parts } = live.packager.renditions.get('v360')?.edge ?? { msn: 0, parts: 0 };
    const path = `/live/${live.showId}/v360.m3u8?_HLS_msn=${msn}&_HLS_part=${parts}`;
    const [direct, ...answers] = await Promise.all([
      hlsFetch(`${live.url}${path}`),
      ...Array.from({ length: VIEWERS }, () => hlsFetch(`${worker.url}${path}`)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(VIEWERS).fill(200));
    expect(answers.map(({ body }) => body.equals(direct.body))).toEqual(Array(VIEWERS).fill(true));
  }, 30_000);

  test('the directives alone reach the origin, in one order; bad ones end at the edge', async () => {
    const before = asked.length;
    await hlsFetch(`${worker.url}/live/${live.showId}/v360.m3u8?x=1&_HLS_part=0&_HLS_msn=1`);
    expect((await hlsFetch(`${worker.url}/live/${live.showId}/v360.m3u8?_HLS_msn=1;DROP`)).status).toBe(400);
    expect((await rawRequest(worker.url, '/live/x/%2e%2e/metrics')).status).toBe(404);
    const urls = asked.slice(before).map(({ url }) => url);
    expect(urls.filter((url) => /DROP|x=1|metrics/.test(url))).toEqual([]);
    expect(urls).toContain(`/live/${live.showId}/v360.m3u8?_HLS_msn=1&_HLS_part=0`);
  });

  test('a range comes as a range, and errors as the origin says', async () => {
    const uri = live.packager.playlist('v360')?.segments.at(-1)?.uri ?? '';
    const url = `${worker.url}/live/${live.showId}/${uri}`;
    const response = await fetch(url, { headers: { Range: 'bytes=0-9' } });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([206, 10]);
    expect(response.headers.get('cache-control')).toMatch(/immutable/);
    const missing = await hlsFetch(`${worker.url}/live/${live.showId}/nothing/v360/1.m4s`);
    expect(missing.status).toBe(404);
  });
});

describe('a Worker before a private show', () => {
  beforeAll(() => start(true), 300_000);
  afterAll(stop, 30_000);

  const tokenOf = (viewerId: string, expiresAtMs = Date.now() + 60_000) =>
    tokens.sign({ showId: live.showId, viewerId, expiresAtMs });
  const statusOf = async (prefix: string) =>
    (await hlsFetch(`${worker.url}/live/${prefix}${live.showId}/v360.m3u8`)).status;

  test('a token opens it, and the origin hears that it was checked', async () => {
    expect(await statusOf(`t/${tokenOf('ann')}/`)).toBe(200);
    expect(playback().at(-1)).toEqual({ url: `/live/${live.showId}/v360.m3u8`, secret: SECRET });
  });

  test('without a token, with a forged or an old one it stays closed', async () => {
    const before = playback().length;
    const forged = new PlaybackTokens('another').sign({
      ...{ showId: live.showId, viewerId: 'x', expiresAtMs: Date.now() + 1e6 },
    });
    for (const prefix of ['', `t/${forged}/`, `t/${tokenOf('ann', Date.now() - 1_000)}/`, 't/x/'])
      expect([prefix, await statusOf(prefix)]).toEqual([prefix, 403]);
    expect(playback()).toHaveLength(before);
  });

  test('a ban holds within seconds', async () => {
    const prefix = `t/${tokenOf('mallory')}/`;
    expect(await statusOf(prefix)).toBe(200);
    banned.add('mallory');
    await waitFor('the ban', BANNED_WITHIN_MS, async () => (await statusOf(prefix)) === 403);
  }, 30_000);
});
