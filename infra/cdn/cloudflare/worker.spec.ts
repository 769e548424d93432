import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, SourceTextModule } from 'node:vm';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { PlaybackTokens } from '#origin';

const source = readFileSync(join(import.meta.dirname, 'worker.mjs'), 'utf8');
const settings = readFileSync(join(import.meta.dirname, 'wrangler.toml'), 'utf8');
const env = {
  ORIGIN: 'https://origin.example.org',
  EDGE_SECRET: 'between edge and origin',
  PLAYBACK_SECRET: 'a secret of the origin',
};
const PRIVATE = 'show_1';

interface Asked {
  url: string;
  headers: Headers;
  cf?: unknown;
}
type Worker = { fetch(request: Request, settings: typeof env): Promise<Response> };

const tokens = new PlaybackTokens(env.PLAYBACK_SECRET);
const tokenOf = (viewerId: string, expiresAtMs = Date.now() + 60_000) =>
  tokens.sign({ showId: PRIVATE, viewerId, expiresAtMs });

let asked: Asked[];
let banned: Set<string>;
let originStatus: number;
let worker: Worker;

/** Answers as `/live-admission` and playback of the origin do. */
async function origin(
  target: URL,
  options: { headers: Record<string, string> | Headers; cf?: unknown },
): Promise<Response> {
  const headers = new Headers(options.headers);
  asked.push({ url: target.href, headers, cf: options.cf });
  if (originStatus !== 200) return new Response(null, { status: originStatus });
  if (target.pathname !== '/live-admission')
    return new Response('media', { headers: { 'Cache-Control': 'public, max-age=12' } });
  const grant = tokens.read(headers.get('x-proscenium-token') ?? '', Date.now());
  const isOpen = headers.get('x-proscenium-show') !== PRIVATE;
  const isAdmitted = isOpen || (grant?.showId === PRIVATE && !banned.has(grant.viewerId));
  return new Response(null, { status: isAdmitted ? 204 : 403 });
}

/** Each test has a Worker that remembers nothing, with what Workers have and nothing of Node's. */
beforeEach(async () => {
  asked = [];
  banned = new Set();
  originStatus = 200;
  const context = createContext({
    ...{
      fetch: origin,
      crypto: globalThis.crypto,
      TextEncoder,
      Uint8Array,
      URL,
      Request,
      Response,
      Headers,
      atob,
    },
  });
  const module = new SourceTextModule(source, { context });
  await module.link(() => {
    throw new Error('a Worker of one file imports nothing');
  });
  await module.evaluate();
  worker = (module.namespace as { default: Worker }).default;
});

const ask = (path: string, init: RequestInit = {}) =>
  worker.fetch(new Request(`https://show.example.org${path}`, init), env);
const playback = () => asked.filter(({ url }) => !url.endsWith('/live-admission'));
const admissions = () => asked.filter(({ url }) => url.endsWith('/live-admission'));

describe('a private show', () => {
  test('is one address for all viewers with a token, and the origin hears that it was checked', async () => {
    for (const viewer of ['ann', 'ben'])
      expect((await ask(`/live/t/${tokenOf(viewer)}/${PRIVATE}/v360.m3u8?_HLS_msn=3`)).status).toBe(200);
    expect(playback().map(({ url }) => url)).toEqual(
      Array(2).fill(`${env.ORIGIN}/live/${PRIVATE}/v360.m3u8?_HLS_msn=3`),
    );
    for (const { headers, cf } of playback()) {
      expect(headers.get('x-proscenium-edge')).toBe(env.EDGE_SECRET);
      expect(cf).toEqual({ cacheEverything: true });
    }
  });

  test('is admitted by one question while the answer is remembered', async () => {
    const path = `/live/t/${tokenOf('ann')}/${PRIVATE}/index.m3u8`;
    await Promise.all(Array.from({ length: 20 }, () => ask(path)));
    expect(admissions()).toHaveLength(1);
  });

  test('stays closed to a viewer who is banned, and without a token', async () => {
    banned.add('ann');
    expect((await ask(`/live/t/${tokenOf('ann')}/${PRIVATE}/index.m3u8`)).status).toBe(403);
    const answer = await ask(`/live/${PRIVATE}/index.m3u8`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([403, 'private, no-store']);
    expect(playback()).toEqual([]);
  });

  test.each<[string, () => string]>([
    ['of another show', () => tokens.sign({ showId: 'show_2', viewerId: 'a', expiresAtMs: 9e12 })],
    ['that is over', () => tokenOf('ann', Date.now() - 1_000)],
    [
      'of another secret',
      () => new PlaybackTokens('x').sign({ showId: PRIVATE, viewerId: 'a', expiresAtMs: 9e12 }),
    ],
    [
      'for reports',
      () =>
        new PlaybackTokens(env.PLAYBACK_SECRET, 'report').sign({
          showId: PRIVATE,
          viewerId: 'a',
          expiresAtMs: 9e12,
        }),
    ],
    ['with a longer life', () => tokenOf('ann').replace(/\.[^.]+(?=\.[^.]+$)/, '.zzzzzzz')],
    ['with one more part', () => `${tokenOf('ann')}.x`],
    ['that is none', () => 'x'],
  ])('refuses a token %s without a word to the origin', async (_, token) => {
    expect((await ask(`/live/t/${token()}/${PRIVATE}/index.m3u8`)).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('plays on from the cache for signed tokens while the origin is away', async () => {
    originStatus = 503;
    await ask(`/live/t/${tokenOf('ann')}/${PRIVATE}/v360.m3u8`);
    expect(playback()).toHaveLength(1);
    const answer = await ask(`/live/${PRIVATE}/v360.m3u8`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([503, 'no-store']);
    expect(playback()).toHaveLength(1);
  });
});

describe('the table of docs/cdn.md', () => {
  test.each([
    ['?_HLS_skip=YES&_HLS_part=3&x=1&_HLS_msn=12', '?_HLS_msn=12&_HLS_part=3&_HLS_skip=YES'],
    ['?x=1&_HLS_nothing=2', ''],
    ['', ''],
  ])('%j is one of the three directives in one order', async (query, expected) => {
    await ask(`/live/show_9/v360.m3u8${query}`);
    expect(playback().map(({ url }) => url)).toEqual([`${env.ORIGIN}/live/show_9/v360.m3u8${expected}`]);
  });

  test.each([
    '_HLS_msn=1;DROP',
    '_HLS_part=1',
    '_HLS_msn=-1',
    '_HLS_msn=1&_HLS_msn=2',
    '_HLS_msn=1&_HLS_skip=no',
    '_HLS_msn=1%26',
    '_HLS_msn=1_HLS_skip%3DYES',
  ])('refuses %s at the edge', async (query) => {
    expect((await ask(`/live/show_9/v360.m3u8?${query}`)).status).toBe(400);
    expect(asked).toEqual([]);
  });

  test('keeps what the origin says of caching, also of its errors', async () => {
    expect((await ask('/live/show_9/s/v360/1.m4s?x=1')).headers.get('cache-control')).toBe(
      'public, max-age=12',
    );
    originStatus = 503;
    expect((await ask('/live/show_9/v360.m3u8')).status).toBe(503);
  });

  test('passes OPTIONS, refuses POST, and serves nothing but playback', async () => {
    expect((await ask('/live/show_9/index.m3u8', { method: 'OPTIONS' })).status).toBe(200);
    expect((await ask('/live/show_9/index.m3u8', { method: 'POST' })).status).toBe(405);
    expect((await ask('/live/../metrics')).status).toBe(404);
    expect((await ask('/live/t/a%2Fb/show_9/index.m3u8')).status).toBe(404);
  });

  test('sends neither cookies nor credentials on, and a range', async () => {
    const headers = {
      Cookie: 'a=1',
      Authorization: 'Bearer x',
      'X-Proscenium-Edge': 'guessed',
      Range: 'bytes=0-9',
    };
    await ask('/live/show_9/s/v360/1.m4s', { headers });
    expect([...(playback()[0]?.headers.keys() ?? [])].sort()).toEqual(['range', 'x-proscenium-edge']);
    expect(playback()[0]?.headers.get('x-proscenium-edge')).toBe(env.EDGE_SECRET);
  });
});

test('the settings name the file and no secret', () => {
  expect(settings).toMatch(/^main = "worker\.mjs"$/m);
  expect(settings).toMatch(/^ORIGIN = /m);
  expect(settings).not.toMatch(/^(EDGE_SECRET|PLAYBACK_SECRET) *=/m);
});
