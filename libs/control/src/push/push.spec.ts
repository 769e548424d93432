import { createECDH, createPublicKey, verify } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { encryptPush } from './encrypt-push.js';
import { Pusher } from './pusher.js';
import { VapidKeys } from './vapid-keys.js';

const BROWSER = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};
const endpoint = 'https://fcm.googleapis.com/fcm/send/abc';

const vapid = async () => {
  const kept = new Map<string, string>();
  const settle = async (key: string, value: string) => {
    if (!kept.has(key)) kept.set(key, value);
    return kept.get(key) ?? '';
  };
  const open = () => VapidKeys.open({ settle }, 'https://show.example.org');
  return { first: await open(), second: await open() };
};

test('the example of RFC 8291 comes out byte for byte', () => {
  const salt = Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'));
  const text = 'When I grow up, I want to be a watermelon';
  expect(
    encryptPush(
      text,
      BROWSER,
      () => salt,
      () => pair,
    ).toString('base64url'),
  ).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

test('the keys of a site are made once, and its signature is good for half a day at one push service', async () => {
  const { first, second } = await vapid();
  expect(second.publicKey).toBe(first.publicKey);
  const header = first.authorization(endpoint, 1_000_000);
  const [, token = '', key = ''] = /^vapid t=(\S+), k=(\S+)$/.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
    aud: 'https://fcm.googleapis.com',
    exp: 1_000 + 12 * 3_600,
    sub: 'https://show.example.org',
  });
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const given = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
  expect(verify('sha256', signed, given, Buffer.from(signature, 'base64url'))).toBe(true);
});

async function pusher(status: number | null, allowAny = false) {
  const sent: string[] = [];
  const send = async (url: string) => {
    sent.push(url);
    return { status, error: null };
  };
  const { first: keys } = await vapid();
  return { sent, pusher: new Pusher({ keys, send, allowAny, clock: new ManualClock(), log: silentLog }) };
}

test.each([
  [endpoint, true],
  ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
  ['https://web.push.apple.com/x', true],
  ['https://wns2-am3p.notify.windows.com/w/?token=x', true],
  ['http://fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com:8443/x', false],
  ['https://fcm.googleapis.com.example.org/x', false],
  ['https://evilpush.apple.com.example.org/', false],
  ['https://xpush.apple.com/x', false],
  ['https://user:pass@fcm.googleapis.com/x', false],
  ['https://169.254.169.254/latest', false],
  ['file:///etc/passwd', false],
  ['x', false],
])('%s: %s', async (url, expected) => {
  expect((await pusher(201)).pusher.canReach({ endpoint: url, keys: BROWSER })).toBe(expected);
});

test('keys that are none are refused, or end in nothing', async () => {
  const { pusher: service, sent } = await pusher(201);
  const none = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: BROWSER.auth };
  expect(service.canReach({ endpoint, keys: { ...BROWSER, auth: 'x' } })).toBe(false);
  expect(service.canReach({ endpoint, keys: { ...BROWSER, p256dh: 'AAAA' } })).toBe(false);
  expect(await service.send({ endpoint, keys: none }, { title: 'x' })).toBe('failed');
  expect(sent).toEqual([]);
});

test.each([
  [201, 'sent'],
  [410, 'gone'],
  [404, 'gone'],
  [429, 'failed'],
  [500, 'failed'],
  [null, 'failed'],
])('a push service that answers %s: %s', async (status, expected) => {
  expect(await (await pusher(status)).pusher.send({ endpoint, keys: BROWSER }, { title: 'x' })).toBe(
    expected,
  );
});
