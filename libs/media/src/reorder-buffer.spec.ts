import { describe, expect, test } from '@jest/globals';
import { type Ordered, ReorderBuffer } from './reorder-buffer.js';
import type { RtpPacket } from './rtp-packet.js';

const packet = (sequence: number, ssrc = 1): RtpPacket => ({
  payloadType: 96,
  marker: false,
  sequence: sequence & 0xffff,
  timestamp: 0,
  ssrc,
  payload: new Uint8Array(),
});
const told = (ordered: Ordered[]) =>
  ordered.map((one) => (one.kind === 'packet' ? one.packet.sequence : `gap ${one.missing}`));
const buffer = () => new ReorderBuffer({ waitMs: 100, limit: 8 });

describe('the reorder buffer', () => {
  test('passes what is in order at once, across the wrap', () => {
    const reorder = buffer();
    for (const sequence of [65_534, 65_535, 65_536]) reorder.push(packet(sequence), 0);
    expect(told(reorder.drain(0))).toEqual([65_534, 65_535, 0]);
  });

  test('holds what came early until the missing one arrives', () => {
    const reorder = buffer();
    reorder.push(packet(1), 0);
    reorder.push(packet(3), 0);
    expect(told(reorder.drain(0))).toEqual([1]);
    reorder.push(packet(2), 50);
    expect(told(reorder.drain(50))).toEqual([2, 3]);
  });

  test('gives a missing packet up after the wait and says so', () => {
    const reorder = buffer();
    reorder.push(packet(1), 0);
    reorder.push(packet(4), 0);
    expect(told(reorder.drain(99))).toEqual([1]);
    expect(told(reorder.drain(100))).toEqual(['gap 2', 4]);
    reorder.push(packet(2), 101);
    expect(told(reorder.drain(300))).toEqual([]);
    expect([reorder.lost, reorder.late]).toEqual([2, 1]);
  });

  test('drops a packet that came twice', () => {
    const reorder = buffer();
    reorder.push(packet(1), 0);
    reorder.push(packet(1), 0);
    expect(told(reorder.drain(0))).toEqual([1]);
  });

  test('never holds more than its limit', () => {
    const reorder = buffer();
    reorder.push(packet(1), 0);
    for (let sequence = 3; sequence < 12; sequence += 1) reorder.push(packet(sequence), 0);
    expect(told(reorder.drain(0)).slice(0, 3)).toEqual([1, 'gap 1', 3]);
  });

  test('a sender that restarts is a gap, not a loss of thousands', () => {
    const reorder = buffer();
    reorder.push(packet(1), 0);
    reorder.drain(0);
    reorder.push(packet(30_000), 1);
    expect(told(reorder.drain(1))).toEqual(['gap 0', 30_000]);
    reorder.push(packet(5, 2), 2);
    expect(told(reorder.drain(2))).toEqual(['gap 0', 5]);
    expect(reorder.lost).toBe(0);
  });
});
