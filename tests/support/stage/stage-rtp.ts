import type { Producer, RtpCapabilities } from 'mediasoup/types';
import type { Track } from '#stage';

/** RTP that is well formed and cheap: for proofs of routing, not of decoding. */
export interface RtpStamp {
  payloadType: number;
  ssrc: number;
  sequence: number;
  timestamp: number;
  marker: boolean;
}

export function rtpPacket(stamp: RtpStamp, payload: Uint8Array): Buffer {
  const packet = Buffer.alloc(12 + payload.length);
  packet[0] = 0x80;
  packet[1] = stamp.payloadType | (stamp.marker ? 0x80 : 0);
  packet.writeUInt16BE(stamp.sequence & 0xffff, 2);
  packet.writeUInt32BE(stamp.timestamp >>> 0, 4);
  packet.writeUInt32BE(stamp.ssrc >>> 0, 8);
  packet.set(payload, 12);
  return packet;
}

/** A VP8 payload: descriptor, then a frame header that says key frame of 16x16 or not. */
export function vp8Payload(isKey: boolean, length = 200): Uint8Array {
  const payload = new Uint8Array(length).fill(0x55);
  payload[0] = 0x10;
  payload.set(isKey ? [0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 16, 0, 16, 0] : [0x11, 0x02, 0x00], 1);
  return payload;
}

export const VP8_SEND = (ssrc: number) => ({
  codecs: [
    {
      mimeType: 'video/VP8',
      payloadType: 101,
      clockRate: 90_000,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
  ],
  encodings: [{ ssrc }],
  rtcp: { cname: `cname-${ssrc}` },
});

export const OPUS_SEND = (ssrc: number) => ({
  codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
  encodings: [{ ssrc }],
  rtcp: { cname: `cname-${ssrc}` },
});

/** What a page of a usual browser would say that it can receive. */
export const RECEIVE_ALL: RtpCapabilities = {
  codecs: [
    { kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      preferredPayloadType: 101,
      clockRate: 90_000,
      rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
    },
  ],
  headerExtensions: [],
};

/** Sends frames of one packet on a producer of a direct transport. */
export class RtpFeeder {
  readonly #producer: Producer;
  readonly #ssrc: number;
  readonly #payloadType: number;
  readonly #ticks: number;
  #sequence = 1;
  #timestamp = 1_000;

  constructor(producer: Track['producer'], ssrc: number) {
    this.#producer = producer as Producer;
    this.#ssrc = ssrc;
    this.#payloadType = producer.kind === 'video' ? 101 : 100;
    this.#ticks = producer.kind === 'video' ? 3_000 : 960;
  }

  send(payload: Uint8Array): void {
    this.#sequence += 1;
    this.#timestamp += this.#ticks;
    this.#producer.send(
      rtpPacket(
        {
          payloadType: this.#payloadType,
          ssrc: this.#ssrc,
          sequence: this.#sequence,
          timestamp: this.#timestamp,
          marker: true,
        },
        payload,
      ),
    );
  }
}
