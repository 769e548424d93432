import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, SourceTextModule, SyntheticModule } from 'node:vm';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PlaybackTokens } from '#origin';

interface Value {
  value: string;
  multiValue?: { value: string }[];
}
interface Request {
  method: string;
  uri: string;
  querystring: Record<string, Value>;
  headers: Record<string, Value>;
}
interface Refusal {
  statusCode: number;
  headers: Record<string, Value>;
}
type Handler = (event: { request: Request }) => Promise<Request | Refusal>;

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
const source = read('function.js');
const SECRET = 'a secret of the origin';
const EDGE_SECRET = 'between edge and origin';
const MOST_BYTES = 10_240;

const tokens = new PlaybackTokens(SECRET);
const tokenFor = (showId: string, expiresAtMs = Date.now() + 60_000) =>
  tokens.sign({ showId, viewerId: 'ann', expiresAtMs });

let handler: Handler;

/** Nothing of Node's but what the runtime has too: no network, no timers, no process. */
beforeAll(async () => {
  const context = createContext({});
  const stored: Record<string, string> = { 'playback-secret': SECRET, 'edge-secret': EDGE_SECRET };
  const builtIn: Record<string, unknown> = {
    cloudfront: { kvs: () => ({ get: async (key: string) => stored[key] }) },
    crypto: { createHmac },
  };
  const module = new SourceTextModule(`${source}\nexport { handler };`, { context });
  await module.link((name) => {
    const synthetic = new SyntheticModule(['default'], () => synthetic.setExport('default', builtIn[name]), {
      context,
    });
    return synthetic;
  });
  await module.evaluate();
  handler = (module.namespace as { handler: Handler }).handler;
});

function ask(uri: string, query: Record<string, Value> = {}, headers: Record<string, Value> = {}) {
  return handler({ request: { method: 'GET', uri, querystring: query, headers } });
}
const statusOf = (answer: Request | Refusal) => ('statusCode' in answer ? answer.statusCode : 'passed');

describe('the function', () => {
  test('takes a valid token out of the address, and says so to the origin', async () => {
    const answers = await Promise.all(
      ['show_1', 'show_1'].map((show) => ask(`/live/t/${tokenFor(show)}/${show}/v360.m3u8`)),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({
        uri: '/live/show_1/v360.m3u8',
        headers: { 'x-proscenium-edge': { value: EDGE_SECRET } },
      });
  });

  test.each<[string, () => string]>([
    ['of another show', () => tokenFor('show_2')],
    ['that is over', () => tokenFor('show_1', Date.now() - 1_000)],
    [
      'of another secret',
      () => new PlaybackTokens('x').sign({ showId: 'show_1', viewerId: 'a', expiresAtMs: 9e12 }),
    ],
    [
      'for reports',
      () => new PlaybackTokens(SECRET, 'report').sign({ showId: 'show_1', viewerId: 'a', expiresAtMs: 9e12 }),
    ],
    ['with a longer life', () => tokenFor('show_1').replace(/\.[^.]+(?=\.[^.]+$)/, '.zzzzzzz')],
    ['with one more part', () => `${tokenFor('show_1')}.x`],
    ['without a signature', () => tokenFor('show_1').replace(/[^.]+$/, '')],
    ['that is none', () => 'x'],
  ])('refuses a token %s', async (_, token) => {
    const answer = await ask(`/live/t/${token()}/show_1/index.m3u8`);
    expect(statusOf(answer)).toBe(403);
    expect(answer.headers['cache-control']?.value).toBe('private, no-store');
    expect(answer.headers['access-control-allow-origin']?.value).toBe('*');
  });

  test.each(['/live/t/', '/live/t/x', '/live/t/a%2Fb/show_1/index.m3u8', '/live/t//show_1/index.m3u8'])(
    'refuses %s',
    async (uri) => {
      expect(statusOf(await ask(uri))).toBe(403);
    },
  );

  test('passes an address without a token on as nobody in particular, whatever its headers say', async () => {
    const answer = await ask('/live/show_1/index.m3u8', {}, { 'x-proscenium-edge': { value: EDGE_SECRET } });
    expect(answer).toMatchObject({ uri: '/live/show_1/index.m3u8', headers: {} });
    expect(answer.headers).toEqual({});
  });

  test('serves nothing but playback', async () => {
    expect(statusOf(await ask('/metrics'))).toBe(404);
  });
});

describe('the table of docs/cdn.md', () => {
  const query = (text: string): Record<string, Value> =>
    Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, { value }]));

  test.each([
    ['_HLS_msn=12&_HLS_part=3&_HLS_skip=YES&x=1', ['_HLS_msn', '_HLS_part', '_HLS_skip']],
    ['x=1&_HLS_nothing=2', []],
  ])('keeps the three directives of %s', async (text, names) => {
    const answer = (await ask('/live/show_1/v360.m3u8', query(text))) as Request;
    expect(Object.keys(answer.querystring)).toEqual(names);
  });

  test.each(['_HLS_msn=1;DROP', '_HLS_part=1', '_HLS_msn=-1', '_HLS_msn=1&_HLS_skip=no', '_HLS_msn='])(
    'refuses %s',
    async (text) => {
      expect(statusOf(await ask('/live/show_1/v360.m3u8', query(text)))).toBe(400);
    },
  );

  test('refuses a directive that is given twice', async () => {
    const twice = { _HLS_msn: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] } };
    expect(statusOf(await ask('/live/show_1/v360.m3u8', twice))).toBe(400);
  });

  test('media have no query at all', async () => {
    const answer = await ask('/live/show_1/s/v360/1.m4s', query('a=1'));
    expect(answer).toMatchObject({ querystring: {} });
  });

  test('the settings keep what the origin says and no error longer', () => {
    const policy = JSON.parse(read('cache-policy.json'));
    expect(policy).toMatchObject({ MinTTL: 0, DefaultTTL: 0 });
    const key = policy.ParametersInCacheKeyAndForwardedToOrigin;
    expect(key.QueryStringsConfig.QueryStrings.Items).toEqual(['_HLS_msn', '_HLS_part', '_HLS_skip']);
    // Without it, a request with no token would get what was fetched with one.
    expect(key.HeadersConfig.Headers.Items).toEqual(['X-Proscenium-Edge']);
    const distribution = JSON.parse(read('distribution.json'));
    const [origin] = distribution.Origins.Items;
    // A reload is held for three target durations.
    expect(origin.CustomOriginConfig.OriginReadTimeout).toBeGreaterThan(6);
    expect(distribution.CacheBehaviors.Items[0].AllowedMethods.Items).toContain('OPTIONS');
    const errors: { ErrorCode: number; ErrorCachingMinTTL: number }[] =
      distribution.CustomErrorResponses.Items;
    expect(errors.map(({ ErrorCode }) => ErrorCode)).toEqual(
      expect.arrayContaining([400, 403, 404, 503, 504]),
    );
    expect(errors.filter(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL !== 0)).toEqual([]);
    expect(distribution.CustomErrorResponses.Quantity).toBe(errors.length);
  });
});

describe('the limits of runtime 2.0', () => {
  test('its size', () => {
    expect(Buffer.byteLength(source)).toBeLessThan(MOST_BYTES);
  });

  test('its language', () => {
    const code = source.replaceAll(/\/\/.*$|\/\*[\s\S]*?\*\//gm, '');
    for (const construct of [
      /\?\./,
      /\?\?/,
      /\.\.\./,
      /\bclass\b/,
      /\bof\b/,
      /(const|let) [{[]/,
      /\bfetch\b|setTimeout|process\b/,
    ])
      expect(code).not.toMatch(construct);
  });
});
