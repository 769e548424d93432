import { expect, test } from '@jest/globals';
import { FrameArrivals } from './frame-arrivals.js';

function packet(rtp: number): Uint8Array {
  const bytes = new Uint8Array(20);
  new DataView(bytes.buffer).setUint32(4, rtp);
  return bytes;
}

test('a frame has arrived with its last packet', () => {
  const arrivals = new FrameArrivals();
  arrivals.saw(packet(3_000), 10);
  arrivals.saw(packet(3_000), 12);
  arrivals.saw(packet(6_000), 43);
  expect(arrivals.arrivedMs(3_000)).toBe(12);
  expect(arrivals.arrivedMs(5_900)).toBe(12);
  expect(arrivals.arrivedMs(6_001)).toBe(43);
});

test('time stamps turn over', () => {
  const arrivals = new FrameArrivals();
  arrivals.saw(packet(2 ** 32 - 1_000), 1);
  expect(arrivals.arrivedMs(500)).toBe(1);
});

test('nothing is said of frames that are long gone, not yet there, or no packets', () => {
  const arrivals = new FrameArrivals();
  arrivals.saw(new Uint8Array(3), 1);
  for (let frame = 0; frame < 1_000; frame += 1) arrivals.saw(packet(frame * 3_000), frame);
  expect(arrivals.arrivedMs(3_000)).toBeUndefined();
  expect(arrivals.arrivedMs(999 * 3_000 + 100_000)).toBeUndefined();
  expect(arrivals.arrivedMs(999 * 3_000)).toBe(999);
});
