import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PlaybackTokens } from '#origin';
import { type Edge, startEdge } from '../../infra/cdn/edge.mjs';
import { BUSY_SEEN_LATE_MS, checkConformance } from '../conformance/hls/hls-conformance.js';
import { hammer } from '../support/network/http-hammer.js';
import { type HlsResponse, hlsFetch } from '../support/origin/hls-client.js';
import { LiveProgramme } from '../support/origin/live-programme.js';

const SECRET = 'a secret between edge and origin';
const VIEWERS = 50;
/** DISTINCT_QUERIES=1000000 takes some minutes. */
const DISTINCT_QUERIES = Number(process.env.DISTINCT_QUERIES ?? 20_000);
const FLOOD_WITHIN_MS = 30_000 + DISTINCT_QUERIES;

let live: LiveProgramme;
let edge: Edge;
let asked: string[];
const banned = new Set<string>();
const tokens = new PlaybackTokens('a secret of the origin');

async function start(isPrivate: boolean) {
  banned.clear();
  asked = [];
  live = await LiveProgramme.start({
    isPrivate,
    origin: { edgeSecret: SECRET, tokens, gate: { isAdmitted: (_show, viewer) => !banned.has(viewer) } },
    addRoutes: (app) => app.server.prependListener('request', (request) => asked.push(request.url ?? '')),
  });
  edge = await startEdge({ origin: live.url, edgeSecret: SECRET });
  await live.onAir();
}

async function stop() {
  await edge?.close();
  await live?.close();
}

const tokenOf = (viewerId: string) =>
  tokens.sign({ showId: live.showId, viewerId, expiresAtMs: Date.now() + 60_000 });

/** Queries of which no two are alike, over kept connections. */
async function flood(paths: readonly string[]): Promise<void> {
  let sent = 0;
  const nextPath = () => {
    if (sent === DISTINCT_QUERIES) return undefined;
    sent += 1;
    return `${paths[sent % paths.length]}?nonsense=${sent}&_HLS_nothing=${sent}`;
  };
  const answered = await hammer({ url: edge.httpUrl, connections: 32, nextPath });
  expect(answered).toBe(DISTINCT_QUERIES);
}

/** The next part has just begun to grow: all requests of a test come before it is there. */
const whenPartBegins = (): Promise<void> =>
  new Promise((resolve) => {
    const off = live.packager.events.on('part-published', ({ renditionId }) => {
      if (renditionId !== 'v360') return;
      off();
      resolve();
    });
  });

/** The reload that every player asks next. */
function nextReload(prefix = `/live/${live.showId}`): string {
  const { msn, parts } = live.packager.renditions.get('v360')?.edge ?? { msn: 0, parts: 0 };
  return `${prefix}/v360.m3u8?_HLS_msn=${msn}&_HLS_part=${parts}`;
}

describe('the edge before an open show', () => {
  beforeAll(() => start(false));
  afterAll(stop);

  test('fifty viewers on one blocking reload are one request to the origin, answered together', async () => {
    await whenPartBegins();
    const url = nextReload();
    const direct = hlsFetch(`${live.url}${url}`);
    const answers = await Promise.all(
      Array.from({ length: VIEWERS }, () => hlsFetch(`${edge.httpUrl}${url}`)),
    );
    const { status: directly, body } = await direct;
    expect(directly).toBe(200);
    expect(answers.map(({ status }) => status)).toEqual(Array(VIEWERS).fill(200));
    // One came from us directly.
    expect(asked.filter((each) => each === url)).toHaveLength(2);
    // The part that they wait for, not the one after it. After how many milliseconds, the bench knows.
    expect(answers.map((answer) => answer.body.equals(body))).toEqual(Array(VIEWERS).fill(true));
  });

  test('says the age of what it gives', async () => {
    const url = `${edge.httpUrl}/live/${live.showId}/v360.m3u8`;
    const playlist = await hlsFetch(url);
    expect(Number(playlist.headers.age)).toBeGreaterThanOrEqual(0);
    expect(playlist.headers['access-control-expose-headers']).toMatch(/Age/);
  });

  test('a hinted part is requested once and comes whole', async () => {
    await whenPartBegins();
    const hint = live.packager.playlist('v360')?.preloadHint ?? '';
    const url = `/live/${live.showId}/${hint}`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => hlsFetch(`${edge.httpUrl}${url}`)));
    expect(new Set(answers.map(({ body }) => body.toString('base64'))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(asked.filter((each) => each === url)).toHaveLength(1);
  });

  test(
    'a flood of other queries is one object, and bad directives never reach the origin',
    async () => {
      const paths = ['index.m3u8', 'v360.m3u8'].map((name) => `/live/${live.showId}/${name}`);
      const beforeFlood = asked.length;
      const beganMs = performance.now();
      await flood(paths);
      // A plain playlist may be kept for a second.
      const asksAtMost = paths.length * (2 + (performance.now() - beganMs) / 1_000);
      const own = asked.slice(beforeFlood).filter((each) => paths.some((path) => each.startsWith(path)));
      expect(own.length).toBeLessThanOrEqual(asksAtMost);
      expect(own.filter((each) => each.includes('nonsense'))).toEqual([]);
      const before = asked.length;
      const bad = await hlsFetch(`${edge.httpUrl}/live/${live.showId}/v360.m3u8?_HLS_msn=1;DROP&_HLS_part=x`);
      expect(bad.status).toBe(400);
      expect(asked.slice(before).filter((each) => each.includes('DROP'))).toEqual([]);
    },
    FLOOD_WITHIN_MS,
  );

  test('breaks no rule', async () => {
    const multivariantUrl = `${edge.httpUrl}/live/${live.showId}/index.m3u8`;
    const report = await checkConformance({
      multivariantUrl,
      signal: AbortSignal.timeout(6_000),
      seenLateMs: BUSY_SEEN_LATE_MS,
    });
    expect(report.findings.all).toEqual([]);
  });
});

describe('the edge before a private show', () => {
  beforeEach(() => start(true));
  afterEach(stop);

  const statusOf = async (response: Promise<HlsResponse>) => (await response).status;

  test('a token opens it, and all viewers share one copy', async () => {
    await whenPartBegins();
    const paths = ['ann', 'ben'].map((viewer) => nextReload(`/live/t/${tokenOf(viewer)}/${live.showId}`));
    const plainPath = nextReload();
    const answers = await Promise.all(paths.map((path) => hlsFetch(`${edge.httpUrl}${path}`)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(asked.filter((each) => each === plainPath)).toHaveLength(1);
    expect(asked.filter((each) => each.includes('/live/t/'))).toEqual([]);
  });

  test('without a token, with a foreign, an old or a broken one it stays closed, at the edge and at the origin', async () => {
    const foreign = new PlaybackTokens('another').sign({
      showId: live.showId,
      viewerId: 'x',
      expiresAtMs: Date.now() + 1e6,
    });
    const old = tokens.sign({ showId: live.showId, viewerId: 'x', expiresAtMs: Date.now() - 1_000 });
    const other = tokens.sign({ showId: 'show_2', viewerId: 'x', expiresAtMs: Date.now() + 1e6 });
    await hlsFetch(`${edge.httpUrl}/live/t/${tokenOf('ann')}/${live.showId}/index.m3u8`);
    for (const base of [edge.httpUrl, live.url])
      for (const prefix of ['', 't/x/', `t/${foreign}/`, `t/${old}/`, `t/${other}/`])
        expect(await statusOf(hlsFetch(`${base}/live/${prefix}${live.showId}/index.m3u8`))).toBe(403);
    // A strange address must not leave an answer behind that opens a plain one.
    await hlsFetch(`${edge.httpUrl}/live/${live.showId}/%2e%2e/x`);
    expect(await statusOf(hlsFetch(`${edge.httpUrl}/live/${live.showId}/index.m3u8`))).toBe(403);
  });

  test('a ban holds within seconds', async () => {
    const url = `${edge.httpUrl}/live/t/${tokenOf('mallory')}/${live.showId}/v360.m3u8`;
    expect(await statusOf(hlsFetch(url))).toBe(200);
    banned.add('mallory');
    const deadline = performance.now() + 5_000;
    let status = 200;
    while (status === 200 && performance.now() < deadline) status = await statusOf(hlsFetch(url));
    expect(status).toBe(403);
  });
});

describe('an origin that restarts behind the edge', () => {
  beforeEach(() => start(false));
  afterEach(stop);

  test('no old playlist is given while it is away', async () => {
    const url = `${edge.httpUrl}/live/${live.showId}/v360.m3u8`;
    expect((await hlsFetch(url)).status).toBe(200);
    await live.close();
    const deadline = performance.now() + 5_000;
    let response = await hlsFetch(url);
    while (response.status === 200 && performance.now() < deadline) {
      expect(Number(response.headers.age)).toBeLessThanOrEqual(1);
      response = await hlsFetch(url);
    }
    expect(response.status).toBe(503);
    expect(response.headers['access-control-allow-origin']).toBe('*');
  });
});
