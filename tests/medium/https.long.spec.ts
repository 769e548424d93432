// Real here: the built front as a process, TLS, and for `auto` a certificate authority (pebble).
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keptCertificate, systemClock, systemRandom } from '#kernel';
import { FrontUnderTest } from '../support/front/front-under-test.js';
import { freePort } from '../support/kernel/free-port.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { httpsGet } from '../support/network/https-get.js';
import { Pebble } from '../support/network/pebble.js';

const RENEWED_WITHIN_MS = 150_000;
const DOMAIN = 'live.example.org';
/** Of playback: the front answers it by itself, without a server. */
const PATH = '/live/none/index.m3u8';

let folder: string;
let front: FrontUnderTest | undefined;
let pebble: Pebble | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'https-'));
});
afterEach(async () => {
  await front?.close();
  await pebble?.close();
  front = undefined;
  pebble = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const start = async (env: Record<string, string>): Promise<FrontUnderTest> => {
  front = await FrontUnderTest.start(join(folder, 'data'), { HOST: '127.0.0.1', ...env });
  return front;
};
const shown = (port: number) => httpsGet({ port, path: PATH, servername: DOMAIN });
const plain = (port: number, path: string) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });

test('auto: the authority asks at the plain port, its certificate is used without a restart, and after one', async () => {
  const httpPort = await freePort();
  pebble = await Pebble.create(folder, httpPort);
  const env = {
    PROSCENIUM_HTTPS: 'auto',
    PROSCENIUM_PUBLIC_URL: `https://${DOMAIN}`,
    PROSCENIUM_TLS_HTTP_PORT: `${httpPort}`,
    PROSCENIUM_TLS_ACME_DIRECTORY: pebble.directory,
    NODE_EXTRA_CA_CERTS: pebble.caFile,
  };
  const { port } = await start(env);
  await waitFor('a certificate of the authority', RENEWED_WITHIN_MS, async () =>
    (await shown(port)).issuer.includes('Pebble'),
  );
  const { fingerprint, status } = await shown(port);
  expect(status).toBe(404);
  const leads = await plain(httpPort, '/watch/show_1');
  expect([leads.status, leads.headers.get('location')]).toEqual([308, `https://${DOMAIN}/watch/show_1`]);

  await pebble.close();
  await front?.kill('SIGTERM');
  await front?.spawn(env);
  expect((await shown(front?.port ?? 0)).fingerprint).toBe(fingerprint);
}, 240_000);

test('files: a renewed certificate is used within a minute and an ended one is served, said and replaced', async () => {
  const make = (name: string, earlierDays = 0) =>
    keptCertificate({
      folder: join(folder, name),
      hosts: [DOMAIN],
      clock: { ...systemClock, wallMs: () => Date.now() - earlierDays * 86_400_000 },
      random: systemRandom,
    });
  const put = ({ cert, key }: { cert: string; key: string }) => {
    writeFileSync(join(folder, 'key.pem'), key);
    writeFileSync(join(folder, 'cert.pem'), cert);
  };
  const ended = await make('ended', 4_000);
  const renewed = await make('renewed');
  put(ended);
  const { port } = await start({
    PROSCENIUM_HTTPS: 'files',
    PROSCENIUM_PUBLIC_URL: `https://${DOMAIN}`,
    PROSCENIUM_TLS_HTTP_PORT: '0',
    PROSCENIUM_TLS_CERT_FILE: join(folder, 'cert.pem'),
    PROSCENIUM_TLS_KEY_FILE: join(folder, 'key.pem'),
  });
  await expect(httpsGet({ port, path: PATH, ca: ended.cert, servername: DOMAIN })).rejects.toThrow('expired');
  put(renewed);
  await waitFor(
    'the renewed certificate',
    RENEWED_WITHIN_MS,
    async () => (await shown(port)).fingerprint === new X509Certificate(renewed.cert).fingerprint256,
  );
  expect((await httpsGet({ port, path: PATH, ca: renewed.cert, servername: DOMAIN })).status).toBe(404);
}, 240_000);

test('self-made: the plain port says what browsers will say, with the fingerprint that they show', async () => {
  const httpPort = await freePort();
  const { port } = await start({ PROSCENIUM_HTTPS: 'self-made', PROSCENIUM_TLS_HTTP_PORT: `${httpPort}` });
  const page = await (await plain(httpPort, '/')).text();
  const { fingerprint } = await shown(port);
  expect(page).toContain(fingerprint);
  const given = await (await plain(httpPort, '/certificate.pem')).text();
  expect((await httpsGet({ port, path: PATH, ca: given })).status).toBe(404);
});
