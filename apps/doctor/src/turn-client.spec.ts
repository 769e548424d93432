import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { METHOD } from './stun-message.js';
import { TurnClient } from './turn-client.js';

const SUCCESS = 0x0100;
const clock = new ManualClock();
let relay: Socket;
let client: TurnClient;

beforeEach(async () => {
  relay = createSocket('udp4');
  relay.bind(0, '127.0.0.1');
  await once(relay, 'listening');
  const { port } = relay.address();
  client = await TurnClient.create({ port }, { username: 'ann', credential: 'of the test' }, clock);
});
afterEach(() => void relay.close());

const heard = async (): Promise<[Buffer, { port: number }]> =>
  (await once(relay, 'message')) as [Buffer, { port: number }];

/** A success without attributes. */
function answer([request, from]: [Buffer, { port: number }]): void {
  const head = Buffer.from(request.subarray(0, 20));
  head.writeUInt16BE(METHOD.refresh | SUCCESS, 0);
  head.writeUInt16BE(0, 2);
  relay.send(head, from.port, '127.0.0.1');
}

describe('a request to a relay', () => {
  afterEach(() => client.close());

  test('that is lost is sent again, after 500 ms and then after twice as long each time', async () => {
    const refreshed = client.refresh();
    const [first] = await heard();
    for (const waitMs of [500, 1_000]) {
      const again = heard();
      clock.advance(waitMs);
      const [request, from] = await again;
      expect(request.equals(first)).toBe(true);
      if (waitMs === 1_000) answer([request, from]);
    }
    expect(await refreshed).toBe('success');
  });

  test('that nobody answers fails after five seconds', async () => {
    const refreshed = client.refresh();
    await heard();
    clock.advance(5_000);
    await expect(refreshed).rejects.toThrow('the relay does not answer');
  });
});

test('a request under way fails when the client is closed', async () => {
  const refreshed = client.refresh();
  await heard();
  client.close();
  await expect(refreshed).rejects.toThrow('the relay does not answer');
  clock.advance(5_000);
});
