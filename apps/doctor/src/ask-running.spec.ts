import { once } from 'node:events';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { keptCertificate, systemClock, systemRandom } from '#kernel';
import { temporaryFolder } from '../../../tests/support/kernel/temporary-folder.js';
import { askRunning } from './ask-running.js';

const closers: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listens(server: Server): Promise<number> {
  closers.push(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const says: RequestListener = ({ url }, response) => response.end(`said at ${url}`);
const SAID = { '/readyz': 'said at /readyz', '/metrics': 'said at /metrics' };

test('a server behind a plain port', async () => {
  const port = await listens(createPlainServer(says));
  expect(await askRunning({ host: '0.0.0.0', port, https: 'off' })).toEqual(SAID);
});

test('a server with HTTPS of its own, whatever name its certificate has', async () => {
  const folder = temporaryFolder();
  closers.push(() => folder.remove());
  const hosts = ['live.example.org'];
  const made = await keptCertificate({
    folder: folder.path,
    hosts,
    clock: systemClock,
    random: systemRandom,
  });
  const port = await listens(createTlsServer(made, says));
  expect(await askRunning({ host: '127.0.0.1', port, https: 'self-made' })).toEqual(SAID);
});

test('a server that does not answer is said', async () => {
  const port = await listens(createPlainServer((request) => void request.socket.destroy()));
  expect((await askRunning({ host: '127.0.0.1', port, https: 'off' }))['/readyz']).toMatch(
    /socket hang up|ECONNRESET/,
  );
});
