import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitFor } from '../support/kernel/wait-for.js';
import { hlsFetch } from '../support/origin/hls-client.js';
import { LiveProgramme } from '../support/origin/live-programme.js';
import { FakeEncoder } from '../support/packager/fake-encoder.js';

let live: LiveProgramme;
let encoder: FakeEncoder;
let sockets: Socket[];

/** A programme that moves when the test says so: one video of three segments and a part. */
beforeEach(async () => {
  sockets = [];
  live = await LiveProgramme.start({
    encoders: false,
    renditions: [{ id: 'v', kind: 'video', frameRate: 30, targetBitrate: 1e6 }],
    origin: {
      heldLimit: 100,
      reportTokens: { read: () => ({ showId: 'show_1', viewerId: 'v', expiresAtMs: 0 }) },
    },
  });
  encoder = new FakeEncoder({ kind: 'video', frameBytes: 20_000 });
  live.packager.runOpened({ renditionId: 'v', run: 1, start: { units: 0, perSecond: 30 } });
  live.packager.bytes('v', 1, encoder.init);
  for (let part = 0; part < 13; part += 1) nextPart();
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await live.close();
});

const nextPart = () => live.packager.bytes('v', 1, encoder.fragment());
const playlistUrl = () => `${live.url}/live/${live.showId}/v.m3u8`;
const nextReload = () => `${playlistUrl()}?_HLS_msn=4&_HLS_part=1`;

async function openSocket(text: string): Promise<Socket> {
  const { hostname, port } = new URL(live.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  socket.write(text);
  return socket;
}

describe('requests of ill will', () => {
  test.each([
    ['up and out', '/live/../../etc/passwd'],
    ['up from a show', '/live/show_1/../../../etc/passwd'],
    ['escaped dots', '/live/show_1/%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
    ['escaped backslashes', '/live/show_1/s/v/..%5c..%5cwindows.m4s'],
    ['a prototype as rendition', '/live/show_1/__proto__.m3u8'],
    ['a prototype as show', '/live/__proto__/index.m3u8'],
    ['a constructor', '/live/constructor/index.m3u8'],
    ['four thousand letters', `/live/show_1/${'a/'.repeat(2_000)}x.m4s`],
  ])('%s is not found', async (_name, path) => {
    const { hostname, port } = new URL(live.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
      );
      socket.once('data', (chunk) => resolve(chunk.toString()));
      sockets.push(socket);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  test('a query of any length and any content costs an answer and nothing else', async () => {
    for (const query of ['x'.repeat(8_000), '&'.repeat(500), '%00%ff', '_HLS_msn=1&'.repeat(40)])
      expect([200, 400]).toContain((await hlsFetch(`${playlistUrl()}?${query}`)).status);
  });

  test('a rung that was given up answers at once, so that players on it take another', async () => {
    const [id = ''] = live.packager.renditions.keys();
    const ask = () => hlsFetch(`${live.url}/live/show_1/${id}.m3u8?_HLS_msn=1000`);
    expect((await ask()).status).toBe(400);
    live.packager.withdraw(id);
    expect((await ask()).status).toBe(404);
  });

  test('other methods get no playlist', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'TRACE'])
      expect((await hlsFetch(playlistUrl(), { method })).status).toBe(405);
  });
});

test('players report what they see, in batches; what is no report is refused', async () => {
  const post = async (body: string) =>
    (await fetch(`${live.url}/live-reports/t/token/${live.showId}`, { method: 'POST', body })).status;
  expect(await post('{"reports":[{"latencyMs":900,"stalls":0},{"latencyMs":1100,"stalls":1}]}')).toBe(204);
  expect(live.origin.audienceOf(live.showId)).toEqual({
    latency: { count: 2, p50Ms: 900, p95Ms: 1_100 },
    stalls: 1,
  });
  expect(await post('nonsense')).toBe(400);
  await expect(post('x'.repeat(100_000))).rejects.toThrow();
});

describe('clients that wait', () => {
  test('who leaves while blocked is forgotten', async () => {
    const leaving = new AbortController();
    const asked = Array.from({ length: 20 }, () =>
      hlsFetch(nextReload(), { signal: leaving.signal }).catch(() => 'left'),
    );
    await waitFor('all to be held', 20_000, () => live.origin.heldCount === 20);
    leaving.abort();
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['left']));
    await waitFor('all to be forgotten', 20_000, () => live.origin.heldCount === 0);
  });

  test('beyond the limit they are turned away, and told to come again', async () => {
    const held = Array.from({ length: 100 }, () => hlsFetch(nextReload()));
    await waitFor('the service to be full', 20_000, () => live.origin.heldCount === 100);
    const refused = await hlsFetch(nextReload());
    expect(refused).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1', 'cache-control': 'no-store' },
    });
    nextPart();
    expect((await Promise.all(held)).every((answer) => answer.status === 200)).toBe(true);
  });

  test('a hinted part sends no byte before it is whole', async () => {
    const hint = live.packager.playlist('v')?.preloadHint ?? '';
    const socket = await openSocket(`GET /live/${live.showId}/${hint} HTTP/1.1\r\nHost: x\r\n\r\n`);
    let receivedBytes = 0;
    socket.on('data', (chunk) => {
      receivedBytes += chunk.length;
    });
    await waitFor('the request to be held', 20_000, () => live.origin.heldCount === 1);
    expect(receivedBytes).toBe(0);
    nextPart();
    await waitFor('the part', 20_000, () => receivedBytes > 300_000);
  });

  test('a hint that is given up ends as missing', async () => {
    const hint = live.packager.playlist('v')?.preloadHint ?? '';
    const asked = hlsFetch(`${live.url}/live/${live.showId}/${hint}`);
    await waitFor('the request to be held', 20_000, () => live.origin.heldCount === 1);
    live.packager.end();
    expect((await asked).status).toBe(404);
  });

  test('at the end of the show everybody gets the end', async () => {
    const asked = hlsFetch(nextReload());
    await waitFor('the request to be held', 20_000, () => live.origin.heldCount === 1);
    live.packager.end();
    expect((await asked).body.toString()).toMatch(/#EXT-X-ENDLIST\n$/);
    expect((await hlsFetch(`${playlistUrl()}?_HLS_msn=99`)).status).toBe(200);
  });
});

test('slow and half-open readers hold nobody up', async () => {
  const segment = live.packager.playlist('v')?.segments.at(-1)?.uri;
  for (let index = 0; index < 50; index += 1) {
    // One half asks and reads nothing, the other never finishes asking.
    const request = `GET /live/${live.showId}/${segment} HTTP/1.1\r\nHost: x\r\n`;
    const socket = await openSocket(index % 2 === 0 ? `${request}\r\n` : request);
    socket.pause();
  }
  const asked = hlsFetch(nextReload());
  await waitFor('the request to be held', 20_000, () => live.origin.heldCount === 1);
  nextPart();
  const answer = await asked;
  expect(answer.status).toBe(200);
  expect((await hlsFetch(`${live.url}/live/${live.showId}/${segment}`)).status).toBe(200);
});
