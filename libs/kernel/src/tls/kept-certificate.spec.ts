import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../clock.js';
import { systemRandom } from '../ids.js';
import { keptCertificate } from './kept-certificate.js';

const HOSTS = ['live.example.org', 'localhost', '192.0.2.7', '2001:db8::7'];
const DAY_MS = 86_400_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept = (hosts = HOSTS, laterMs = 0) => {
  const clock = { ...systemClock, wallMs: () => systemClock.wallMs() + laterMs };
  return keptCertificate({ folder: join(folder, 'tls'), hosts, clock, random: systemRandom });
};

test('it bears every name and address, and is signed by its own key', async () => {
  const { cert } = await kept();
  const parsed = new X509Certificate(cert);
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(parsed.checkIssued(parsed)).toBe(true);
  expect([parsed.checkHost('live.example.org'), parsed.checkHost('localhost')]).toEqual([
    'live.example.org',
    'localhost',
  ]);
  expect([parsed.checkIP('192.0.2.7'), parsed.checkIP('2001:db8::7')]).toEqual(['192.0.2.7', '2001:db8::7']);
  expect(parsed.checkHost('other.example.org')).toBeUndefined();
});

test('a client that trusts it shakes hands by TLS 1.2 and 1.3; one that does not refuses it', async () => {
  const certificate = await kept();
  const server = createServer(certificate, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const shake = (more: object) =>
    new Promise<string>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ...more }, () => {
        resolve(socket.getProtocol() ?? '');
        socket.destroy();
      });
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  expect(await shake({ ca: certificate.cert, maxVersion: 'TLSv1.2' })).toBe('TLSv1.2');
  expect(await shake({ ca: certificate.cert })).toBe('TLSv1.3');
  expect(await shake({})).toMatch(/SELF_SIGNED/);
  // What is no TLS at all ends nothing.
  const stranger = connectPlain(port, '127.0.0.1', () => stranger.end('garbage'));
  await new Promise((resolve) => stranger.once('close', resolve));
  expect(await shake({ ca: certificate.cert })).toBe('TLSv1.3');
  await new Promise((resolve) => server.close(resolve));
});

test('it is kept for its user alone, and made again for other hosts, before it expires and when it is broken', async () => {
  const first = await kept();
  expect(await kept()).toEqual(first);
  const path = join(folder, 'tls', 'self-made.pem');
  expect([statSync(path).mode & 0o777, statSync(join(folder, 'tls')).mode & 0o777]).toEqual([0o600, 0o700]);
  expect((await kept(HOSTS.slice(0, 2))).cert).toBe(first.cert);
  const moved = await kept(['other.example.org']);
  expect(moved.cert).not.toBe(first.cert);
  expect((await kept(['other.example.org'], 3_640 * DAY_MS)).cert).not.toBe(moved.cert);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/-----BEGIN CERT.*/s, ''));
  expect(new X509Certificate((await kept()).cert).checkHost('localhost')).toBe('localhost');
});
