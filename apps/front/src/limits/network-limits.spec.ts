import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { beforeEach, expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { NetworkLimits } from './network-limits.js';

const BURST = 3_000;
const LANES = 64;
let clock: ManualClock;
let limits: NetworkLimits;

beforeEach(() => {
  clock = new ManualClock();
  limits = new NetworkLimits({ socketsPerNetwork: 1_000, isTrustedProxy: () => false, clock });
});

interface Asked {
  isHandled: boolean;
  isDestroyed: boolean;
  receives(bytes: number): void;
  answer(status: number): void;
}

function ask(remoteAddress: string, headers: Record<string, string> = {}): Asked {
  const socket = { remoteAddress, bytesRead: 0 };
  const request = { headers, socket, complete: false, destroy: () => (asked.isDestroyed = true) };
  const response = Object.assign(new EventEmitter(), { statusCode: 200 });
  const asked: Asked = {
    isHandled: false,
    isDestroyed: false,
    receives: (bytes) => (socket.bytesRead += bytes),
    answer: (status) => {
      response.statusCode = status;
      response.emit('close');
    },
  };
  const handle = () => (asked.isHandled = true);
  limits.admit(request as unknown as IncomingMessage, response as unknown as ServerResponse, handle);
  return asked;
}

test('one network has so many exchanges at once; the next waits for its turn, another network for nothing', () => {
  const held = Array.from({ length: LANES }, () => ask('203.0.113.1'));
  const next = ask('203.0.113.1');
  expect([held.every(({ isHandled }) => isHandled), next.isHandled, ask('203.0.113.2').isHandled]).toEqual([
    true,
    false,
    true,
  ]);
  held[0]?.answer(200);
  expect(next.isHandled).toBe(true);
});

test('a flood waits a second for each answer, who left meanwhile is not handled, others do not wait', () => {
  for (let sent = 0; sent < BURST; sent += 1) ask('203.0.113.1').answer(200);
  const [stays, leaves] = [ask('203.0.113.1'), ask('203.0.113.1')];
  expect([stays.isHandled, ask('203.0.113.2').isHandled]).toEqual([false, true]);
  leaves.answer(200);
  clock.advance(1_000);
  expect([stays.isHandled, leaves.isHandled]).toEqual([true, false]);
});

test('refusals use up the pace of a network ten times as fast', () => {
  for (let sent = 0; sent < BURST / 10; sent += 1) ask('203.0.113.1').answer(401);
  expect(ask('203.0.113.1').isHandled).toBe(false);
});

test('a body that trickles is ended, one that comes is not', () => {
  const upload = () => ask('203.0.113.1', { 'content-length': '60000' });
  const [slow, fast] = [upload(), upload()];
  for (let second = 0; second < 15; second += 1) {
    slow.receives(1);
    fast.receives(4_000);
    clock.advance(1_000);
  }
  expect([slow.isDestroyed, fast.isDestroyed]).toEqual([true, false]);
});
