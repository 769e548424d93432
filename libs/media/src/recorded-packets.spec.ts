// Packets that another sender cut (FFmpeg's): `tests/fixtures/rtp`, each with its length in two bytes before it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { H264Depacketiser } from './h264-depacketiser.js';
import { opusPacketSamples } from './opus-packet.js';
import { ReorderBuffer } from './reorder-buffer.js';
import { parseRtpPacket, type RtpPacket } from './rtp-packet.js';
import type { CodedFrame } from './video-frame.js';
import { Vp8Depacketiser } from './vp8-depacketiser.js';
import { Vp9Depacketiser } from './vp9-depacketiser.js';

const folder = join(import.meta.dirname, '..', '..', '..', 'tests', 'fixtures', 'rtp');

function recorded(name: string): RtpPacket[] {
  const file = readFileSync(join(folder, name));
  const packets: RtpPacket[] = [];
  for (let at = 0; at < file.length; at += 2 + file.readUInt16BE(at)) {
    const packet = parseRtpPacket(file.subarray(at + 2, at + 2 + file.readUInt16BE(at)));
    if (packet) packets.push(packet);
  }
  return packets;
}

type Depacketiser = Pick<Vp8Depacketiser, 'push' | 'lose'>;

/** Sends the packets through reordering and depacketising; each comes 5 ms after the one before. */
function frames(packets: readonly RtpPacket[], depacketiser: Depacketiser): CodedFrame[] {
  const reorder = new ReorderBuffer({ waitMs: 50, limit: 64 });
  return packets.flatMap((packet, index) => {
    reorder.push(packet, index * 5);
    return reorder.drain(index * 5).flatMap((ordered) => {
      if (ordered.kind === 'gap') depacketiser.lose();
      return (ordered.kind === 'packet' && depacketiser.push(ordered.packet)) || [];
    });
  });
}

const SIZE = { width: 160, height: 90 };
const codecs = [
  ['vp8.rtp', () => new Vp8Depacketiser()],
  ['vp9.rtp', () => new Vp9Depacketiser()],
  ['h264.rtp', () => new H264Depacketiser()],
] as const;

describe.each(codecs)('%s', (name, depacketiser) => {
  const packets = recorded(name);

  test('is one second of video, a key frame in every eight', () => {
    const all = frames(packets, depacketiser());
    expect(all).toHaveLength(15);
    expect(all.map((frame) => frame.isKey)).toEqual(all.map((_, index) => index % 8 === 0));
    expect(all[0]?.size).toEqual(SIZE);
    expect(
      all.every((frame, index) => index === 0 || frame.rtpTimestamp !== all[index - 1]?.rtpTimestamp),
    ).toBe(true);
  });

  test('is the same when neighbours change places and packets come twice', () => {
    const mixed = packets.flatMap((packet, index) => {
      // The first to arrive is where the count begins.
      if (index < 2) return [packet];
      const other = packets[index % 2 === 0 ? index + 1 : index - 1] ?? packet;
      return index % 5 === 0 ? [other, other] : [other];
    });
    expect(frames(mixed, depacketiser())).toEqual(frames(packets, depacketiser()));
  });

  test('loses no more than what a lost packet touched', () => {
    const whole = frames(packets, depacketiser());
    const withLoss = packets.filter((_, index) => index !== 9);
    // The wait for what is missing must end within the recording.
    const got = frames([...withLoss], depacketiser());
    expect(got.length).toBeGreaterThanOrEqual(whole.length - 3);
    expect(got.length).toBeLessThan(whole.length);
    const known = new Set(whole.map((frame) => frame.data.join()));
    expect(got.every((frame) => known.has(frame.data.join()))).toBe(true);
  });
});

test('opus.rtp is a second of audio in packets of 20 ms', () => {
  const packets = recorded('opus.rtp');
  const samples = packets.map((packet) => opusPacketSamples(packet.payload));
  expect(new Set(samples)).toEqual(new Set([960]));
  const steps = packets.slice(1).map((packet, index) => packet.timestamp - (packets[index]?.timestamp ?? 0));
  expect(new Set(steps)).toEqual(new Set([960]));
});
