// Real here: encoders, packager and origin, two edges of Varnish and nginx, stock hls.js in Chromium.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Edge, freePort, startEdge } from '../../infra/cdn/edge.mjs';
import { TestBrowser } from '../support/engines/chromium.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { type HlsResponse, hlsFetch } from '../support/origin/hls-client.js';
import { LiveProgramme } from '../support/origin/live-programme.js';
import { addPlayerPage, playsOn, seenBy, startHls } from '../support/players/player-page.js';

/** hls.js tries an address some times before it leaves a pathway. */
const LEAVES_WITHIN_MS = 20_000;
const PLAYS_ON_SECONDS = 3;
const STEERING_SECONDS = 1;
/** Steering names hosts, not ports: two addresses of this machine, one port. */
const HOSTS = ['127.0.0.1', '127.0.0.2'] as const;

let live: LiveProgramme;
let browser: TestBrowser;
let edges: Edge[];
let httpPort: number;
let page: Page;
/** Hosts that media came from, in order. */
let served: string[];

const startAt = (host: string) => startEdge({ origin: live.url, host, httpPort });

beforeAll(async () => {
  httpPort = await freePort();
  live = await LiveProgramme.start({
    addRoutes: addPlayerPage,
    origin: {
      steering: {
        edges: HOSTS.map((host, index) => ({ id: `edge-${index + 1}`, host })),
        ttlSeconds: STEERING_SECONDS,
      },
    },
  });
  [browser, edges] = await Promise.all([TestBrowser.launch(), Promise.all(HOSTS.map(startAt)), live.onAir()]);
  page = await browser.newPage();
  served = [];
  page.on('response', (response) => {
    const { hostname, pathname } = new URL(response.url());
    if (/\.m4s$/.test(pathname) && response.status() === 200) served.push(hostname);
  });
  await page.goto(`${live.url}/player`);
  await startHls(page, `${edges[0]?.httpUrl}/live/${live.showId}/index.m3u8`);
  await waitFor('the player to play', LEAVES_WITHIN_MS, async () => (await seenBy(page)).playing);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all((edges ?? []).map((edge) => edge.close()));
  await live?.close();
}, 30_000);

/** The number of the newest part that a playlist names: 5,001 is the second one of segment 5. */
function newestPart({ status, body }: HlsResponse): number {
  const [, segment, part] = [...body.toString('utf8').matchAll(/\/(\d+)\.(\d+)\.m4s/g)].at(-1) ?? [];
  if (segment === undefined) throw new Error(`no part in the answer ${status}`);
  return Number(segment) * 1_000 + Number(part);
}

async function playsOnFrom(host: string): Promise<void> {
  await waitFor('media from the other edge', LEAVES_WITHIN_MS, () => served.at(-1) === host);
  await playsOn(page, PLAYS_ON_SECONDS, LEAVES_WITHIN_MS);
  expect((await seenBy(page)).fatal).toEqual([]);
}

test('players leave an edge that died, by themselves', async () => {
  expect(new Set(served)).toEqual(new Set([HOSTS[0]]));
  await edges[0]?.close();
  await playsOnFrom(HOSTS[1]);
}, 60_000);

test('an edge that restarts gives no older playlist than the origin, and plays', async () => {
  edges[0] = await startAt(HOSTS[0]);
  const path = `/live/${live.showId}/v360.m3u8`;
  // The origin first: a part that comes between the two answers makes the edge newer, never older.
  const direct = newestPart(await hlsFetch(live.url + path));
  expect(newestPart(await hlsFetch(edges[0].httpUrl + path))).toBeGreaterThanOrEqual(direct);
  served = [];
  await page.goto(`${live.url}/player`);
  await startHls(page, `${edges[0].httpUrl}/live/${live.showId}/index.m3u8`);
  await playsOnFrom(HOSTS[0]);
}, 60_000);
