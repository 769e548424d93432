import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { Handshakes } from './handshakes.js';

class FakeSocket extends EventEmitter {
  isOpen = true;
  constructor(
    readonly remoteAddress: string,
    readonly remotePort: number,
  ) {
    super();
  }
  /** As a real one does, it says that it is closed later. */
  destroy(): void {
    this.isOpen = false;
    queueMicrotask(() => this.emit('close'));
  }
}

const begin = (handshakes: Handshakes, address: string, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const socket = new FakeSocket(address, 1_000 + at);
    handshakes.begin(socket as unknown as Socket);
    return socket;
  });
const openOf = (sockets: FakeSocket[]) => sockets.filter(({ isOpen }) => isOpen).length;

test('one network has so many at once, and others find room', async () => {
  const handshakes = new Handshakes();
  const flood = begin(handshakes, '203.0.113.1', 500);
  expect(openOf(flood)).toBe(200);
  expect(openOf(begin(handshakes, '10.0.0.2', 1))).toBe(1);
  const closed = flood.slice(0, 10).map((socket) => once(socket, 'close'));
  for (const socket of flood.slice(0, 10)) socket.destroy();
  await Promise.all(closed);
  expect(openOf(begin(handshakes, '203.0.113.1', 20))).toBe(10);
});

test('of many networks the oldest go, and who has shown the secret stays', () => {
  const handshakes = new Handshakes();
  const [node] = begin(handshakes, '10.0.0.2', 1);
  handshakes.done(node as unknown as Socket);
  const floods = [1, 2, 3, 4, 5].map((at) => begin(handshakes, `203.0.113.${at}`, 200));
  expect(floods.map(openOf)).toEqual([0, 0, 200, 200, 200]);
  expect(openOf(begin(handshakes, '10.0.0.3', 1))).toBe(1);
  expect(node?.isOpen).toBe(true);
});
