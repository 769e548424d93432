import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { waitFor } from '../kernel/wait-for.js';
import { UdpRelay } from './udp-relay.js';

let echo: Socket;
let client: Socket;
let relay: UdpRelay;

const bind = (socket: Socket) => new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));

beforeEach(async () => {
  echo = createSocket('udp4');
  client = createSocket('udp4');
  await Promise.all([bind(echo), bind(client)]);
  echo.on('message', (packet, from) => echo.send(packet, from.port, from.address));
  relay = await UdpRelay.create({ host: '127.0.0.1', port: echo.address().port });
});

afterEach(async () => {
  await relay.close();
  echo.close();
  client.close();
});

/** Sends numbered packets and answers with what was echoed, and when, once `wanted` came. */
function roundTrips(count: number, wanted: number): Promise<{ number: number; tookMs: number }[]> {
  const sentMs = new Map<number, number>();
  const back: { number: number; tookMs: number }[] = [];
  return new Promise((resolve) => {
    client.on('message', (packet) => {
      const number = packet.readUInt32BE();
      back.push({ number, tookMs: systemClock.monotonicMs() - (sentMs.get(number) ?? 0) });
      if (back.length === wanted) resolve(back);
    });
    for (let number = 0; number < count; number += 1) {
      const packet = Buffer.alloc(4);
      packet.writeUInt32BE(number);
      sentMs.set(number, systemClock.monotonicMs());
      client.send(packet, relay.port, '127.0.0.1');
    }
  });
}

test('an unimpaired relay passes all both ways, in order', async () => {
  const back = await roundTrips(50, 50);
  expect(back.map((each) => each.number)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(relay.up).toEqual({ passed: 50, dropped: 0 });
  expect(relay.down).toEqual({ passed: 50, dropped: 0 });
});

test('a delay of 80 ms there and 40 back is 120 in all', async () => {
  relay.impair({ toServer: { delayMs: 80 }, toClient: { delayMs: 40 } });
  const [first] = await roundTrips(1, 1);
  expect(first?.tookMs).toBeGreaterThanOrEqual(118);
  expect(first?.tookMs).toBeLessThan(180);
});

test('loss of all but the count passes what is left', async () => {
  relay.impair({ toServer: { lossShare: 0.5 } });
  await roundTrips(200, 60);
  await waitFor('all to have come', 4_000, () => relay.up.dropped + relay.up.passed === 200);
  expect(relay.up.dropped).toBeGreaterThan(70);
  expect(relay.up.passed).toBeGreaterThan(70);
});
