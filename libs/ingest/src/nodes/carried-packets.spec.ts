import { expect, test } from '@jest/globals';
import { CarriedPackets, carry } from './carried-packets.js';

const packet = (byte: number, length: number) => Buffer.alloc(length, byte);

test('packets arrive as they were sent, however they are cut on the way', () => {
  const sent = [
    { port: 40_000, packet: packet(1, 1_200) },
    { port: 40_001, packet: packet(2, 1) },
    { port: 40_000, packet: packet(3, 700) },
  ];
  const bytes = Buffer.concat(sent.map(carry));
  for (const step of [1, 3, 500, bytes.length]) {
    const reader = new CarriedPackets();
    const found = [];
    for (let at = 0; at < bytes.length; at += step) found.push(...reader.push(bytes.subarray(at, at + step)));
    expect(found.map(({ port, packet }) => [port, packet[0], packet.length])).toEqual(
      sent.map(({ port, packet }) => [port, packet[0], packet.length]),
    );
  }
});

test.each([
  ['a packet without bytes', 0, 40_000],
  ['a packet longer than a frame', 9_000, 40_000],
  ['a port of the system', 100, 22],
])('%s is refused', (_name, length, port) => {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(length, 0);
  head.writeUInt16BE(port, 2);
  expect(() => [...new CarriedPackets().push(head)]).toThrow(RangeError);
});
