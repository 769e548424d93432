import { describe, expect, test } from '@jest/globals';
import { PacketBatch, readPacketBatch } from './packet-batch.js';

const unpack = ({ slab, usedBytes }: { slab: ArrayBuffer; usedBytes: number }) => {
  const read: [number, number[], number][] = [];
  readPacketBatch(slab, usedBytes, (index, packet, arrivedMs) => read.push([index, [...packet], arrivedMs]));
  return read;
};

describe('a batch of packets', () => {
  test('is read as it was packed, and is empty afterwards', () => {
    const batch = new PacketBatch();
    batch.add(3, new Uint8Array([1, 2, 3]), 12.5);
    batch.add(4_000_000_000, new Uint8Array(), -1);
    expect(unpack(batch.take())).toEqual([
      [3, [1, 2, 3], 12.5],
      [4_000_000_000, [], -1],
    ]);
    expect(batch.isEmpty).toBe(true);
    expect(unpack(batch.take())).toEqual([]);
  });

  test('refuses what does not fit and is whole again after it was taken', () => {
    const batch = new PacketBatch();
    let added = 0;
    while (batch.add(1, new Uint8Array(1_200).fill(added & 255), added)) added += 1;
    expect(added).toBe(53);
    const taken = batch.take();
    expect(batch.add(1, new Uint8Array(1_200), 0)).toBe(true);
    expect(unpack(taken)).toHaveLength(53);
    expect(unpack(taken)[52]?.[1][0]).toBe(52);
  });

  test('sends a few packets in a slab of their size', () => {
    const batch = new PacketBatch();
    batch.add(1, new Uint8Array(100), 0);
    expect(batch.take().slab.byteLength).toBe(116);
  });
});
