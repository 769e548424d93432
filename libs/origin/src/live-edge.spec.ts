import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { FakeLiveShow, RENDITION } from '../../../tests/support/origin/fake-live-show.js';
import { hlsFetch } from '../../../tests/support/origin/hls-client.js';
import { isGoneForGood } from './live-edge.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(show: FakeLiveShow): Promise<string> {
  server = createServer();
  show.origin.attach(server);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/show_1`;
}

/** A cache between players and the origin, as far as it keeps errors. */
function cacheOf(base: string) {
  const kept = new Map<string, { status: number; untilMs: number }>();
  return async (path: string): Promise<number> => {
    const known = kept.get(path);
    if (known && known.untilMs > performance.now()) return known.status;
    const { status, headers } = await hlsFetch(`${base}/${path}`);
    const seconds = Number(/max-age=(\d+)/.exec(headers['cache-control'] ?? '')?.[1] ?? 0);
    kept.set(path, { status, untilMs: performance.now() + seconds * 1_000 });
    return status;
  };
}

test('a part that is requested in a loop before it exists is everybody’s when it comes', async () => {
  const show = new FakeLiveShow('show_1', 1_000);
  const ask = cacheOf(await serve(show));
  const hint = show.packager.playlist(RENDITION)?.preloadHint ?? '';
  const [, session] = /^([^/]+)\//.exec(hint) ?? [];
  const { msn = 0 } = show.edge ?? {};
  const ahead = [1, 2, 3].map((part) => `${session}/${RENDITION}/${msn}.${part}.m4s`);
  const whole = `${session}/${RENDITION}/${msn}.m4s`;
  const tooFar = `${RENDITION}.m3u8?_HLS_msn=${msn + 3}`;
  expect(await Promise.all([...ahead, whole, tooFar].map(ask))).toEqual([404, 404, 404, 404, 400]);
  for (let part = 0; part < 16; part += 1) show.addPart();
  expect(await Promise.all([...ahead, whole, tooFar].map(ask))).toEqual([200, 200, 200, 200, 200]);
});

test.each([
  ['s/v/3.m4s', true],
  ['s/v/3.9.m4s', true],
  ['s/v/4.m4s', false],
  ['s/v/4.0.m4s', false],
  ['s/v/5.0.m4s', false],
  ['s/v/init-2.mp4', false],
  ['s/v/999999999999999.m4s', false],
])('%s beside a segment 4 that grows is gone for good: %s', (name, isGone) => {
  expect(isGoneForGood(name, { edge: { msn: 4, parts: 1 } })).toBe(isGone);
  expect(isGoneForGood(name, undefined)).toBe(false);
});
