import { expect, test } from '@jest/globals';
import { printRtpPacket } from '#media';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { TrackOpening } from '../thread-messages.js';
import type { DecoderPool } from './decoder-pool.js';
import { LateThread } from './late-thread.js';
import type { VideoDecoder } from './video-decoder.js';
import { VideoTrack } from './video-track.js';

const opening: TrackOpening = {
  ...{ index: 1, trackId: 't', participantId: 'p', source: 'camera', codec: 'vp8', clockRateHz: 90_000 },
};

/** A VP8 key frame's header with this size (RFC 6386, 9.1), behind the descriptor of its only packet. */
const keyFrame = (width: number, height: number): Uint8Array =>
  Uint8Array.of(0x10, 0, 0, 0, 0x9d, 0x01, 0x2a, width & 255, width >> 8, height & 255, height >> 8, 0);
const DELTA = Uint8Array.of(0x10, 1, 0, 0);

function trackUnderTest() {
  const decoded: number[] = [];
  const refused: string[] = [];
  const decoder = {
    pid: 1,
    inFlight: 0,
    shapes: [],
    attach: () => undefined,
    write: (_frame: unknown, _fourcc: string, rtpTime: number) => decoded.push(rtpTime),
    close: async () => undefined,
  } as unknown as VideoDecoder;
  const track = new VideoTrack({
    opening,
    codec: 'vp8',
    pool: { take: () => decoder } as unknown as DecoderPool,
    thread: new LateThread(),
    clock: new ManualClock(),
    wantKeyFrame: () => undefined,
    preferHeight: () => undefined,
    onDecoderDied: () => undefined,
    onRefused: ({ width, height }) => refused.push(`${width}x${height}`),
  });
  track.show([{ width: 640, height: 360, fit: 'fill' }]);
  let sequence = 0;
  const send = (payload: Uint8Array) => {
    sequence += 1;
    const packet = { payloadType: 96, marker: true, sequence, timestamp: sequence, ssrc: 1, payload };
    track.packet(printRtpPacket(packet), sequence);
  };
  return { decoded, refused, send };
}

test('frames that are too large reach no decoder, nor what refers to them', () => {
  const { decoded, refused, send } = trackUnderTest();
  for (const payload of [keyFrame(640, 360), DELTA, keyFrame(16_383, 16_383), DELTA, DELTA]) send(payload);
  for (let again = 0; again < 3; again += 1) send(keyFrame(16_383, 16_383));
  expect(decoded).toEqual([1, 2]);
  expect(refused).toEqual(['16383x16383']);
  send(keyFrame(3_840, 2_160));
  send(DELTA);
  expect(decoded).toEqual([1, 2, 9, 10]);
});
