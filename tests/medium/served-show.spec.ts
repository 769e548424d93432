// Real here: the whole server with a programme on air, Varnish and nginx. Nobody is on the stage: the slate is the show.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { PlaybackTokens } from '#origin';
import { type Edge, startEdge } from '../../infra/cdn/edge.mjs';
import { waitFor } from '../support/kernel/wait-for.js';
import { hlsFetch } from '../support/origin/hls-client.js';
import { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';

const EDGE_SECRET = 'a-secret-between-edge-and-origin';
/** The edge remembers an answer for two seconds; a blocked reload ends within a part. */
const BAN_HOLDS_WITHIN_MS = 6_000;
/** A visitor's allowance refills while they ask: so many requests at once that it cannot refill as fast. */
const MANY_AT_ONCE = 100;

let server: ServerUnderTest;
let edge: Edge;
let owner: ApiClient;
let showId: string;
let bases: string[];

beforeAll(async () => {
  server = await ServerUnderTest.start({
    env: {
      EDGE_SECRET,
      PROSCENIUM_TRUSTED_PROXIES: '127.0.0.1',
      PROSCENIUM_PROGRAMME_RUNGS: '360p:600k',
      PROSCENIUM_PROGRAMME_WIDTH: '640',
      PROSCENIUM_PROGRAMME_HEIGHT: '360',
    },
  });
  ({ owner } = await signedInOwner(server));
  const origin = `http://127.0.0.1:${server.port}`;
  const [opened, made] = await Promise.all([
    startEdge({ origin, edgeSecret: EDGE_SECRET }),
    owner.post('/shows', { title: 'Among us', visibility: 'private', profile: 'ultra' }),
  ]);
  edge = opened;
  bases = [origin, edge.httpUrl];
  showId = made.body.id;
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
}, 90_000);

afterAll(async () => {
  await edge?.close();
  await server?.dispose();
}, 30_000);

const mint = async (name: string) =>
  (await owner.post(`/shows/${showId}/tickets`, { role: 'viewer', name })).body;
const statusesOf = (path: string) =>
  Promise.all(bases.map(async (base) => (await hlsFetch(base + path)).status));
const rungOf = (multivariant: string) => /^[\w-]+\.m3u8$/m.exec(multivariant)?.[0] ?? '';
/** One that is no gap: encoders on a busy machine may leave some. */
const segmentOf = (playlist: string) =>
  playlist
    .split('#EXTINF')
    .slice(1)
    .filter((part, index, all) => !part.includes('#EXT-X-GAP') && !all[index - 1]?.includes('#EXT-X-GAP'))
    .map((part) => /^[^#\n,:][^\n]*\.m4s$/m.exec(part)?.[0] ?? '')[0] ?? '';
const textOf = async (url: string) => (await hlsFetch(url)).body.toString('utf8');

test('a ticket plays the show, from the server and from the edge, down to its media', async () => {
  const { playbackUrl } = await mint('Ann');
  expect(playbackUrl).toMatch(new RegExp(`^/live/t/[\\w.-]+/${showId}/index\\.m3u8$`));
  for (const base of bases) {
    const multivariantUrl = new URL(playbackUrl, base);
    const playlistUrl = new URL(rungOf(await textOf(`${multivariantUrl}`)), multivariantUrl);
    const segment = segmentOf(await textOf(`${playlistUrl}`));
    const medium = await hlsFetch(`${new URL(segment, playlistUrl)}`);
    expect([medium.status, medium.body.length > 1_000]).toEqual([200, true]);
  }
});

test('a show has the rhythm that it was made with, and keeps it', async () => {
  const { playbackUrl } = await mint('Ada');
  const playlist = await textOf(
    `${bases[0]}${playbackUrl.replace('index.m3u8', rungOf(await textOf(bases[0] + playbackUrl)))}`,
  );
  expect(playlist).toMatch(/PART-TARGET=0\.2/);
  const { headers } = await owner.get(`/shows/${showId}`);
  const change = { profile: 'low' };
  const refused = await owner.patch(`/shows/${showId}`, change, { 'if-match': headers.get('etag') ?? '' });
  expect([refused.status, refused.body.code]).toEqual([409, 'show-state']);
});

test('each way to an address gives one that plays: ticket, look-up by ticket, by the host, live state', async () => {
  const { ticket } = await mint('Ben');
  const ben = new ApiClient(server.url, ticket);
  const answers = [
    await ben.get(`/shows/${showId}`),
    await ben.get(`/shows/${showId}/live`),
    await owner.get(`/shows/${showId}`),
    await owner.post(`/shows/${showId}/own-ticket`),
  ];
  for (const { body } of answers) expect(await statusesOf(body.playbackUrl)).toEqual([200, 200]);
  expect((await new ApiClient(server.url).get(`/shows/${showId}`)).status).toBe(404);
});

test('without a token, with an old, a forged or another show’s it stays closed', async () => {
  const expiresAtMs = Date.now() + 60_000;
  const forged = new PlaybackTokens('another').sign({ showId, viewerId: 'x'.repeat(44), expiresAtMs });
  const { body: other } = await owner.post('/shows', { title: 'Another', visibility: 'private' });
  const ofOther = other.playbackUrl.split('/')[3];
  const [claims, viewer, , signature] = (await mint('Cem')).playbackUrl.split('/')[3].split('.');
  const prolonged = [claims, viewer, (expiresAtMs / 500).toString(36), signature].join('.');
  for (const prefix of ['', 't/x/', `t/${forged}/`, `t/${ofOther}/`, `t/${prolonged}/`])
    expect(await statusesOf(`/live/${prefix}${showId}/index.m3u8`)).toEqual([403, 403]);
});

test('a ban stops playback with the next reload, and no new address is given out', async () => {
  const { ticket, subject, playbackUrl } = await mint('Mallory');
  const mallory = new ApiClient(server.url, ticket);
  const innocent = (await mint('Dee')).playbackUrl;
  const playlist = playbackUrl.replace('index.m3u8', rungOf(await textOf(bases[0] + playbackUrl)));
  expect(await statusesOf(playlist)).toEqual([200, 200]);
  expect((await owner.post(`/shows/${showId}/bans`, { personId: subject })).status).toBeLessThan(300);
  await waitFor('the ban to hold', BAN_HOLDS_WITHIN_MS, async () =>
    (await statusesOf(playlist)).every((status) => status === 403),
  );
  expect(await statusesOf(innocent)).toEqual([200, 200]);
  expect((await mallory.get(`/shows/${showId}`)).body.playbackUrl ?? null).toBeNull();
});

test('behind a proxy that is believed, each visitor has limits of their own', async () => {
  const leftFor = async (visitor: string) => {
    const headers = { 'x-forwarded-for': visitor };
    const answer = await hlsFetch(`${bases[0]}/api/v1/shows?limit=1`, { headers });
    return Number(answer.headers['ratelimit-remaining']);
  };
  const first = await leftFor('198.51.100.7');
  // What is used grows back while a busy machine answers: the least that was left is what counts.
  const left = await Promise.all(Array.from({ length: MANY_AT_ONCE }, () => leftFor('198.51.100.7')));
  expect(Math.min(...left)).toBeLessThan(first - 5);
  expect(await leftFor('198.51.100.8')).toBe(first);
});

test('a show that is opened to all plays without a token, and closes again', async () => {
  const change = async (visibility: string) => {
    const { headers } = await owner.get(`/shows/${showId}`);
    return owner.patch(`/shows/${showId}`, { visibility }, { 'if-match': headers.get('etag') ?? '' });
  };
  const { body } = await change('unlisted');
  expect(body.playbackUrl).toBe(`/live/${showId}/index.m3u8`);
  expect((await hlsFetch(bases[0] + body.playbackUrl)).status).toBe(200);
  await change('private');
  expect((await hlsFetch(bases[0] + body.playbackUrl)).status).toBe(403);
});

describe('what other sites read', () => {
  const NASTY = `An "evening" <script>alert('x')</script>`;
  let open: { id: string; version: number };
  let poster: { id: string; url: string };
  const png = createCanvas(64, 36).toBuffer('image/png');

  const upload = (body: Uint8Array, type: string) => owner.sendFile(`/shows/${open.id}/pictures`, body, type);

  beforeAll(async () => {
    open = (await owner.post('/shows', { title: NASTY, description: 'For all', visibility: 'public' })).body;
    poster = (await upload(png, 'image/png')).body;
    const change = { posterUrl: poster.url };
    const changed = await owner.patch(`/shows/${open.id}`, change, { 'if-match': `"${open.version}"` });
    expect(changed.body.posterUrl).toBe(poster.url);
  });

  test('a poster is served as the image that it is, and as nothing else', async () => {
    const { status, headers, body } = await hlsFetch(bases[0] + poster.url);
    // Encoded again when it was uploaded: the same image, not the same bytes.
    expect([status, await loadImage(body)]).toMatchObject([200, { width: 64, height: 36 }]);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await hlsFetch(`${bases[0]}/pictures/${open.id}/..%2f..%2fx.png`)).status).toBe(404);
  });

  test('what is no image, or too much of one, is refused', async () => {
    const refused = await Promise.all([
      upload(Buffer.from('<svg/>'), 'image/png'),
      upload(Buffer.from('<svg/>'), 'image/svg+xml'),
      upload(Buffer.alloc(3 * 1024 * 1024), 'image/png'),
    ]);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'picture-unreadable'],
      [415, 'unsupported-type'],
      [413, 'too-large'],
    ]);
  });

  test("a show's page says what it is, as text", async () => {
    const page = await textOf(`${bases[0]}/watch/${open.id}`);
    expect(page).toContain('og:title" content="An &quot;evening&quot; &lt;script&gt;alert(&#39;x&#39;)');
    expect(page).toContain(`og:image" content="${server.url}${poster.url}"`);
    expect(page).not.toContain("<script>alert('x')");
    const [, link = ''] = /json\+oembed" href="([^"]+)"/.exec(page) ?? [];
    const answer = await fetch(link.replace('localhost', '127.0.0.1'));
    expect(await answer.json()).toMatchObject({ version: '1.0', type: 'video', title: NASTY });
  });

  test('a private show looks like none at all', async () => {
    const pages = await Promise.all([showId, 'show_none'].map((id) => textOf(`${bases[0]}/watch/${id}`)));
    expect(pages[0]).toBe(pages[1]);
    const oembed = (id: string) => `/oembed?url=${encodeURIComponent(`${server.url}/watch/${id}`)}`;
    expect((await hlsFetch(bases[0] + oembed(showId))).status).toBe(404);
    expect((await hlsFetch(bases[0] + oembed('show_none'))).status).toBe(404);
    expect((await hlsFetch(`${bases[0]}/oembed?url=https://elsewhere.example/watch/${open.id}`)).status).toBe(
      404,
    );
  });

  test('an address that leads nowhere is a page for a person and an error for a program', async () => {
    const ask = (path: string, accept: string) => hlsFetch(bases[0] + path, { headers: { accept } });
    const page = await ask('/wacth/show_1', 'text/html,*/*');
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    for (const [path, accept] of [
      ['/wacth/show_1', 'application/json'],
      ['/api/v1/nothing', 'text/html'],
      ['/pictures/none', 'text/html'],
    ] as const) {
      const error = await ask(path, accept);
      expect([error.status, error.headers['content-type']]).toEqual([404, expect.stringContaining('json')]);
    }
  });
});
