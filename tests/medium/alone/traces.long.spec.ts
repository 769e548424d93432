// Real here: the whole server with a programme on air, and a collector that decodes what the OpenTelemetry SDK sends.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { PageSocket } from '../../support/server/page-socket.js';
import { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';
import { collectSpans } from '../../support/telemetry/otlp-collector.js';

const WITHIN_MS = 60_000;

let collector: Awaited<ReturnType<typeof collectSpans>>;
let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;

beforeAll(async () => {
  collector = await collectSpans();
  const env = { ...SMALL_PROGRAMME, PROSCENIUM_TRACES_URL: collector.url, PROSCENIUM_TRACES_SHARE: '1' };
  server = await ServerUnderTest.start({ env });
  ({ owner } = await signedInOwner(server));
  showId = (await owner.post('/shows', { title: 'Traced' })).body.id;
  expect((await owner.post(`/shows/${showId}/live`)).status).toBeLessThan(300);
}, 120_000);

afterAll(async () => {
  await server?.dispose();
  await collector?.close();
}, 30_000);

/** Asks for the newest parts of every rendition, as a viewer would. */
async function fetchParts(): Promise<void> {
  const master = await (await fetch(`${server.url}/live/${showId}/index.m3u8`)).text();
  for (const playlist of master.match(/^[\w-]+\.m3u8$/gm) ?? []) {
    const text = await (await fetch(`${server.url}/live/${showId}/${playlist}`)).text();
    const parts = [...text.matchAll(/URI="([^"]+\.0\.m4s)"/g)].map(([, uri]) => uri);
    for (const uri of parts) await (await fetch(`${server.url}/live/${showId}/${uri}`)).arrayBuffer();
  }
}

test('a request is traced by its route', async () => {
  await waitFor('the span of a request', WITHIN_MS, async () =>
    collector.spans.some(({ name, service }) => name.includes('/shows') && service === 'proscenium-server'),
  );
  expect(collector.spans.some(({ name }) => name.includes(showId))).toBe(false);
}, 70_000);

test('the life of one part is one trace through programme and front', async () => {
  await waitFor('a part that was fetched', WITHIN_MS, async () => {
    await fetchParts();
    return collector.spans.some(({ name }) => name === 'part.response');
  });
  await waitFor('all spans of the part', WITHIN_MS, async () => {
    const response = collector.spans.find(({ name }) => name === 'part.response');
    const names = collector.spans
      .filter(({ traceId }) => traceId === response?.traceId)
      .map(({ name, service }) => `${service} ${name}`);
    return [
      'proscenium-programme part',
      'proscenium-programme part.encode',
      'proscenium-front part.publish',
    ].every((name) => names.includes(name));
  });
}, 130_000);

test('a message of a page is traced by its name', async () => {
  const { body } = await owner.post(`/shows/${showId}/tickets`, { role: 'viewer', name: 'Ben' });
  const page = await PageSocket.join(server.url, showId, body.ticket);
  await page.chat('hello');
  page.close();
  await waitFor('the spans of its messages', WITHIN_MS, async () => {
    const names = collector.spans
      .filter(({ service }) => service === 'proscenium-server')
      .map(({ name }) => name);
    return ['socket session.join', 'socket chat.send'].every((name) => names.includes(name));
  });
}, 70_000);

test('the jobs on a recording are traced, each by its kind', async () => {
  expect((await owner.post(`/shows/${showId}/end`)).status).toBeLessThan(300);
  await waitFor('the span of a job', 2 * WITHIN_MS, async () =>
    collector.spans.some(({ name, service }) => name === 'job mp4' && service === 'proscenium-outputs'),
  );
}, 130_000);
