import { expect, test } from '@jest/globals';
import { crc32Mpeg, printSpliceInsert } from './scte35.js';

const bytesOf = (hex: string) => Buffer.from(hex, 'hex');

test('the checksum is that of MPEG-2', () => {
  expect(crc32Mpeg(Buffer.from('123456789'))).toBe(0x0376e6e7);
});

test.each([
  ['out for half a minute', { eventId: 7, isOut: true, seconds: 30 }],
  ['out for an unknown time', { eventId: 8, isOut: true }],
  ['in', { eventId: 7, isOut: false }],
])('%s is a section whose length and checksum are right', (_which, insert) => {
  const section = bytesOf(printSpliceInsert(insert));
  expect(section[0]).toBe(0xfc);
  expect(section.readUInt16BE(1) & 0xfff).toBe(section.length - 3);
  expect(section[13]).toBe(5);
  expect(section.readUInt16BE(11) & 0xfff).toBe(section.length - 14 - 2 - 4);
  expect(crc32Mpeg(section)).toBe(0);
});

test('says which break, which way and how long', () => {
  const out = bytesOf(printSpliceInsert({ eventId: 7, isOut: true, seconds: 30 }));
  expect(out.readUInt32BE(14)).toBe(7);
  expect((out[19] ?? 0) & 0xf0).toBe(0xf0);
  expect(out.readUInt32BE(21)).toBe(30 * 90_000);
  const back = bytesOf(printSpliceInsert({ eventId: 7, isOut: false }));
  expect((back[19] ?? 0) & 0xf0).toBe(0x50);
});
