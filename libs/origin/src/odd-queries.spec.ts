import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { type Random, seededRandom } from '../../../tests/support/kernel/seeded-random.js';
import { FakeLiveShow, RENDITION } from '../../../tests/support/origin/fake-live-show.js';
import { hlsFetch } from '../../../tests/support/origin/hls-client.js';

const REQUESTS = 600;
const PART_EVERY_MS = 50;
const MISTAKES_KEPT_S = 60;
const SEED = 20_261_127;
const ODD = [
  '',
  '-1',
  '1e99',
  'NaN',
  '9'.repeat(20),
  '%00',
  'YES',
  'x'.repeat(2_000),
  '../..',
  '%F0%9F',
  'v2',
];
const NAMES = ['_HLS_msn', '_HLS_part', '_HLS_skip', '_HLS_report', 'token', '__proto__'];

let server: Server | undefined;
let show: FakeLiveShow | undefined;
afterEach(() => {
  show?.origin.close();
  server?.closeAllConnections();
  server?.close();
});

const pick = (list: readonly string[], random: Random) => list[Math.floor(random() * list.length)] ?? '';

/** Addresses of a show on air, and a query of which about every second value could be meant. */
function oddPath(live: FakeLiveShow, random: Random): string {
  const { msn = 0 } = live.edge ?? {};
  const session = live.packager.playlist(RENDITION)?.preloadHint?.split('/')[0] ?? '';
  const files = ['index.m3u8', `${RENDITION}.m3u8`, 'steering.json', `${session}/${RENDITION}/init-1.mp4`];
  const media = [`${session}/${RENDITION}/${msn - 1}.m4s`, `${session}/${RENDITION}/${msn}.9.m4s`];
  const values = [...ODD, `${msn - 1}`, `${msn - 2}`, '0', '1'];
  const query = Array.from(
    { length: Math.floor(random() * 4) },
    () => `${pick(NAMES, random)}=${pick(values, random)}`,
  );
  return `${pick([...files, `${RENDITION}.m3u8`, ...media], random)}?${query.join('&')}`;
}

test(`${REQUESTS} odd queries to a show on air: each has an answer, none is our fault or stays`, async () => {
  const live = new FakeLiveShow('show_1', 1_000);
  show = live;
  const http = createServer();
  server = http;
  live.origin.attach(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}/live/show_1`;
  const random = seededRandom(SEED);
  const counts = new Map<number, number>();
  const ask = async (path: string) => {
    const range = `bytes=${pick(ODD, random)}-${pick(ODD, random)}`;
    const { status, headers } = await hlsFetch(
      `${base}/${path}`,
      random() < 0.2 ? { headers: { range } } : {},
    );
    counts.set(status, (counts.get(status) ?? 0) + 1);
    const keptSeconds = Number(/max-age=(\d+)/.exec(headers['cache-control'] ?? '')?.[1] ?? 0);
    if (status >= 500) return [`${path} -> ${status}`];
    // A mistake of one client is not everybody's answer for long.
    return status >= 400 && keptSeconds > MISTAKES_KEPT_S && !path.includes('.m4s')
      ? [`${path} -> ${status}, kept for ${keptSeconds} s`]
      : [];
  };
  // What could be meant waits for the next part.
  const stop = systemClock.every(PART_EVERY_MS, () => live.addPart());
  const faults = await Promise.all(Array.from({ length: REQUESTS }, () => ask(oddPath(live, random))));
  stop();
  expect(faults.flat()).toEqual([]);
  // Not refused at the first look: playlists and media were found, directives were judged, parts were missing.
  for (const status of [200, 400, 404])
    expect([status, (counts.get(status) ?? 0) > 20]).toEqual([status, true]);
  expect(live.origin.heldCount).toBe(0);
}, 60_000);
