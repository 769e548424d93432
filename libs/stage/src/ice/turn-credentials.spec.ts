import { expect, test } from '@jest/globals';
import { iceServersFor, turnCredentials } from './turn-credentials.js';

const settings = {
  urls: ['turn:turn.test:3478?transport=udp', 'turn:turn.test:3478?transport=tcp'],
  secret: 'north',
  lifetimeS: 3_600,
};

test('the password is what coturn computes for the same name', () => {
  // printf '1003600:ann' | openssl dgst -sha1 -hmac north -binary | base64
  expect(turnCredentials(settings, 'ann', 1_000_000_999)).toEqual({
    username: '1003600:ann',
    credential: 'TP0RQ3hwPbSuT/8vcCVb2YxfIyI=',
  });
});

test('STUN comes from the same server, and without a server there is nothing', () => {
  expect(iceServersFor(settings, 'ann', 0).map(({ urls }) => urls)).toEqual([
    ['stun:turn.test:3478'],
    settings.urls,
  ]);
  expect(iceServersFor(undefined, 'ann', 0)).toEqual([]);
});

test('one address stands for UDP and TCP', () => {
  const [stun, turn] = iceServersFor({ ...settings, urls: ['turn:turn.test:3478'] }, 'ann', 0);
  expect([stun?.urls, turn?.urls]).toEqual([['stun:turn.test:3478'], settings.urls]);
});
