import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { Origin } from './origin.js';
import { PlaybackTokens } from './playback-token.js';

const SECRET = 'a secret that is long enough';
const reportTokens = new PlaybackTokens(SECRET, 'report');
const grant = { showId: 'show_1', viewerId: 'viewer', expiresAtMs: systemClock.wallMs() + 60_000 };
const token = reportTokens.sign(grant);
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(isPrivate: boolean) {
  const origin = Origin.create({
    shows: { find: (id) => (id === 'show_1' ? { isPrivate, programme: undefined } : undefined) },
    reportTokens,
    gate: { isAdmitted: (_showId, viewerId) => viewerId !== 'banned' },
    clock: systemClock,
    log: silentLog,
  });
  server = createServer();
  origin.attach(server);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live-reports`;
  const post = async (path: string, count = 1) => {
    const reports = Array.from({ length: count }, () => ({ latencyMs: 700, stalls: 0 }));
    return (await fetch(`${base}/${path}`, { method: 'POST', body: JSON.stringify({ reports }) })).status;
  };
  const tell = async (body: string) => {
    const headers = { 'content-type': 'application/cmcd' };
    return (await fetch(`${base}/t/${token}/show_1`, { method: 'POST', headers, body })).status;
  };
  return { origin, post, tell };
}

test.each([true, false])(
  'with isPrivate %s a player reports with its token, a stranger does not',
  async (isPrivate) => {
    const { origin, post } = await serve(isPrivate);
    const wrong = [
      'show_1',
      't/made.up.token.x/show_1',
      `t/${new PlaybackTokens(SECRET).sign(grant)}/show_1`,
      `t/${reportTokens.sign({ ...grant, showId: 'show_2' })}/show_1`,
      `t/${reportTokens.sign({ ...grant, expiresAtMs: systemClock.wallMs() - 1_000 })}/show_1`,
      `t/${reportTokens.sign({ ...grant, viewerId: 'banned' })}/show_1`,
    ];
    for (const path of wrong) expect([path, await post(path)]).toEqual([path, 403]);
    expect(origin.audienceOf('show_1').latency).toBeUndefined();
    expect(await post(`t/${token}/show_1`)).toBe(204);
    expect(origin.audienceOf('show_1').latency?.count).toBe(1);
  },
);

test('a report in CMCD counts as one in JSON, and for the figures by browser; a row that is none refuses the batch', async () => {
  const { origin, tell } = await serve(false);
  expect(await tell('e=t,ltc=900,sta=p,v=2\ne=ps,bsd=300,sta=p,v=2\n')).toBe(204);
  expect(origin.audienceOf('show_1')).toEqual({ latency: { count: 1, p50Ms: 900, p95Ms: 900 }, stalls: 1 });
  const told = origin.takeQuality('show_1');
  expect(told?.map(({ kind }) => kind).sort()).toEqual(['all', 'browser', 'edge']);
  for (const wrong of ['', '\n', '{"reports":[]}', 'e=t,ltc=1\n<html>', 'e=t\n'.repeat(61)])
    expect([wrong, await tell(wrong)]).toEqual([wrong, 400]);
  expect(origin.takeQuality('show_1')).toBeUndefined();
});

test('one client is no whole audience, and a show that is not there takes no report', async () => {
  const { origin, post } = await serve(false);
  const own = `t/${token}/show_1`;
  expect([await post(`t/${token}/show_2`), await post(own, 100)]).toEqual([404, 400]);
  const answers = await Promise.all(Array.from({ length: 200 }, () => post(own)));
  expect(answers.filter((status) => status === 429).length).toBeGreaterThan(50);
  expect(origin.audienceOf('show_1').latency?.count).toBeLessThanOrEqual(120);
});
