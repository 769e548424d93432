import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keptCertificate, silentLog, systemClock, systemRandom } from '#kernel';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { AcmeChallenges } from './acme-challenges.js';
import type { CertificateSource } from './certificate-source.js';
import { PlainPort } from './plain-port.js';

const HOST = '127.0.0.1';
const publicUrl = 'https://live.example.org';

let challenges: AcmeChallenges;
let port: PlainPort | undefined;

beforeEach(() => {
  challenges = new AcmeChallenges();
});
afterEach(async () => {
  await port?.close();
  port = undefined;
});

const open = async (warnsOf?: CertificateSource) => {
  port = await PlainPort.open({ host: HOST, port: 0, publicUrl, challenges, warnsOf, log: silentLog });
  if (port === undefined) throw new Error('the port did not open');
};

const ask = (path: string, options: { method?: string; language?: string } = {}) =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const asked = request(
        {
          host: HOST,
          port: port?.port,
          path,
          method: options.method ?? 'GET',
          headers: { host: 'evil.example', 'accept-language': options.language ?? 'en' },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => {
            text += part;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        },
      );
      asked.on('error', reject);
      asked.end();
    },
  );

test('an authority is answered what the order says, and nothing else', async () => {
  await open();
  challenges.add('token_1-a', 'token_1-a.thumbprint');
  expect(await ask('/.well-known/acme-challenge/token_1-a')).toMatchObject({
    status: 200,
    text: 'token_1-a.thumbprint',
  });
  challenges.remove('token_1-a');
  for (const path of ['token_1-a', 'other', '../token_1-a', ''])
    expect((await ask(`/.well-known/acme-challenge/${path}`)).status).toBe(404);
});

test('challenges that are left over are dropped', () => {
  for (let at = 0; at < 40; at += 1) challenges.add(`t${at}`, 'answer');
  expect(challenges.answerTo('/.well-known/acme-challenge/t0')).toBeUndefined();
  expect(challenges.answerTo('/.well-known/acme-challenge/t39')).toBe('answer');
});

test('everything else leads to our own https://, whatever Host says', async () => {
  await open();
  expect(await ask('/watch/show_1?t=5')).toMatchObject({
    status: 308,
    headers: { location: 'https://live.example.org/watch/show_1?t=5' },
  });
  expect((await ask('//evil.example/')).headers.location).toBe('https://live.example.org//evil.example/');
  expect((await ask('/api/v1/shows', { method: 'POST' })).status).toBe(426);
  expect((await ask(`/${'x'.repeat(3_000)}`)).status).toBe(400);
});

test('before a browser warns of a self-made certificate, the page says what it will say, in two languages', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plain-port-'));
  const current = await keptCertificate({
    folder,
    hosts: ['live.local'],
    clock: systemClock,
    random: systemRandom,
  });
  rmSync(folder, { recursive: true, force: true });
  await open({ current, watch: () => () => undefined, close: () => undefined });
  const page = await ask('/');
  expect(page.text).toContain('Your connection is not private');
  expect(page.text).toContain(new X509Certificate(current.cert).fingerprint256);
  expect(page.text).toContain(`href="${publicUrl}"`);
  expect((await ask('/', { language: 'ko-KR,ko;q=0.9' })).text).toContain('<html lang="ko">');
  const { text } = await ask('/certificate.pem');
  expect(text).toBe(current.cert);
  expect(() => createPublicKey(text)).not.toThrow();
});

test('a port that is taken is no reason not to start', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, HOST, resolve));
  const address = other.address();
  const taken = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const said: string[] = [];
  const log = { ...silentLog, error: (fact: string) => void said.push(fact) };
  const opened = await PlainPort.open({
    host: HOST,
    port: taken,
    publicUrl,
    challenges,
    warnsOf: undefined,
    log,
  });
  expect([opened, said.length]).toEqual([undefined, 1]);
  await new Promise((resolve) => other.close(resolve));
});

test('one network has a share of its connections: the rest is closed, and it answers on', async () => {
  await open();
  const sockets = Array.from({ length: 60 }, () => connect({ host: HOST, port: port?.port ?? 0 }));
  const closed = sockets.map(
    (socket) =>
      new Promise<void>((resolve) => socket.on('error', () => undefined).once('close', () => resolve())),
  );
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))),
  );
  let shut = 0;
  for (const each of closed) void each.then(() => (shut += 1));
  // Ten are over the share.
  await waitFor('those over the share to be closed', 20_000, () => shut >= 10);
  expect(shut).toBe(10);
  for (const socket of sockets) socket.destroy();
  await Promise.all(closed);
  // There is room for a request as soon as the server has seen one of the others end.
  const statusOf = () =>
    ask('/').then(
      ({ status }) => status,
      () => undefined,
    );
  expect(await waitFor('an answer', 20_000, statusOf)).toBe(308);
});
