// Real here: the built server with a second edge in its configuration, Chromium with the page's own policy. The second
// edge is a forwarder to the server on another address of this machine.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import { VisitedSite } from '../../support/web/visited-site.js';

const MANNER = { language: 'en', size: 'desktop', theme: 'dark' } as const;
const SECOND = '127.0.0.2';
/** hls.js tries an address some times before it leaves a pathway. */
const LEAVES_WITHIN_MS = 40_000;

let site: VisitedSite;
let second: Server;
const sockets = new Set<Socket>();

function forwardTo(port: number): Promise<Server> {
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    client.pipe(target).pipe(client);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, SECOND, () => resolve(server));
  });
}

beforeAll(async () => {
  const port = await freePort();
  site = await VisitedSite.open({
    ...STORY_PROGRAMME,
    PORT: String(port),
    PROSCENIUM_DELIVERY_EDGES: `two=${SECOND}`,
    PROSCENIUM_DELIVERY_STEERING_SECONDS: '1',
  });
  second = await forwardTo(port);
}, 120_000);
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  second?.close();
  await site?.close();
}, 60_000);

test('our own page goes on from the second edge when the first one fails', async () => {
  const host = await site.arrive(MANNER, { state: site.ownerState });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.button('studio.go-live').click();
  await host.button('studio.end').waitFor();

  const viewer = await site.arrive(MANNER);
  const served: string[] = [];
  viewer.page.on('response', (response) => {
    const { hostname, pathname } = new URL(response.url());
    if (pathname.endsWith('.m4s') && response.status() === 200) served.push(hostname);
  });
  await viewer.page.goto(`${site.url}/watch/${site.showId}`);
  await viewer.seesVideo('.player video');
  expect(new Set(served)).toEqual(new Set(['localhost']));

  await viewer.page.route(/localhost:\d+\/live\/.*\.(m4s|mp4|m3u8)/, (route) =>
    route.abort('connectionfailed'),
  );
  await waitFor('media from the second edge', LEAVES_WITHIN_MS, () => served.at(-1) === SECOND);
  await viewer.page.evaluate(() => {
    const { document } = globalThis as never as {
      document: { querySelector(at: string): { seenAt?: number } | null };
    };
    delete document.querySelector('.player video')?.seenAt;
  });
  await viewer.seesVideo('.player video');
  expect(viewer.complaints).toEqual([]);
}, 150_000);
