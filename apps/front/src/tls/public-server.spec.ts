import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { type AddressInfo, connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Certificate, keptCertificate, type Log, silentLog, systemClock, systemRandom } from '#kernel';
import { AcmeChallenges } from './acme-challenges.js';
import type { CertificateSource } from './certificate-source.js';
import { pagesCertificate } from './pages-certificate.js';
import { type PublicServer, publicServer } from './public-server.js';

const HOST = '127.0.0.1';

let folder: string;
let listening: PublicServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'public-server-'));
});
afterEach(async () => {
  const closed = new Promise((resolve) => listening?.server.close(resolve) ?? resolve(undefined));
  listening?.server.closeAllConnections();
  listening?.end();
  if (listening) await closed;
  listening = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const make = (name: string): Promise<Certificate> =>
  keptCertificate({
    folder: join(folder, name),
    hosts: ['localhost'],
    clock: systemClock,
    random: systemRandom,
  });

class Source implements CertificateSource {
  current: Certificate;
  renew: (certificate: Certificate) => void = () => undefined;

  constructor(current: Certificate) {
    this.current = current;
  }

  watch(renewed: (certificate: Certificate) => void): () => void {
    this.renew = renewed;
    return () => undefined;
  }

  close(): void {}
}

async function listen(source: CertificateSource | undefined): Promise<number> {
  listening = publicServer(source, silentLog);
  const { server } = listening;
  server.on('request', (_request, response) => response.end('a page'));
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return (server.address() as AddressInfo).port;
}

const shake = (port: number, ca: string): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: HOST, port, servername: 'localhost', ca }, () => resolve(socket));
    socket.once('error', reject);
  });

const page = (port: number, ca: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ host: HOST, port, servername: 'localhost', ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });

test('a renewed certificate is used for the next connection, and the open ones go on', async () => {
  const [first, next] = [await make('first'), await make('next')];
  const source = new Source(first);
  const port = await listen(source);
  const open = await shake(port, first.cert);
  const answered = new Promise<string>((resolve) => open.once('data', (bytes) => resolve(bytes.toString())));
  source.renew(next);
  expect(await page(port, next.cert)).toBe('a page');
  await expect(page(port, first.cert)).rejects.toThrow();
  open.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(await answered).toContain('200 OK');
  open.destroy();
});

test('a certificate that is none changes nothing, and what speaks no TLS ends nothing', async () => {
  const first = await make('first');
  const source = new Source(first);
  const port = await listen(source);
  source.renew({ cert: 'none', key: 'none' });
  const stranger = connectPlain(port, HOST, () => stranger.write('GET / HTTP/1.1\r\n\r\n'));
  stranger.on('error', () => undefined);
  await new Promise((resolve) => stranger.once('close', resolve));
  expect(await page(port, first.cert)).toBe('a page');
});

test('the end does not wait for connections that never said anything', async () => {
  const first = await make('first');
  const port = await listen(new Source(first));
  const silent = connectPlain(port, HOST);
  await new Promise((resolve) => silent.once('connect', resolve));
  await page(port, first.cert);
  const gone = new Promise((resolve) => silent.once('close', resolve));
  const { server, end } = listening as PublicServer;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  end();
  await Promise.all([closed, gone]);
  listening = undefined;
});

test('given files are used; files that are none are said, and the pages have a certificate of our own', async () => {
  const given = await make('given');
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const said: string[] = [];
  const log: Log = { ...silentLog, error: (fact: string) => void said.push(fact) };
  const open = () =>
    pagesCertificate({
      config: {
        https: 'files',
        publicUrl: 'https://live.example.org',
        dataDir: folder,
        tls: {
          certFile,
          keyFile,
          httpPort: 0,
          acmeDirectory: 'https://acme.example/directory',
          acmeEmail: undefined,
        },
      },
      challenges: new AcmeChallenges(),
      clock: systemClock,
      log,
    });
  const none = await open();
  expect(readFileSync(join(folder, 'tls', 'pages', 'self-made.pem'), 'utf8')).toContain(none?.current.cert);
  expect(said).toHaveLength(1);
  none?.close();
  writeFileSync(certFile, given.cert);
  writeFileSync(keyFile, given.key);
  const source = await open();
  expect(source?.current).toEqual(given);
  expect(said).toHaveLength(1);
  source?.close();
});
