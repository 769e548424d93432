import { type RandomBytes, systemRandom } from '#kernel';
import type { WireRtpParameters } from '#protocol';

/** Where an encoder on this machine sends its packets to, and under which stream ids. */
export interface PlainTarget {
  ip: string;
  port: number;
  videoSsrc: number;
  audioSsrc: number;
}

/** Never 0, and positive as a signed number too: command lines of encoders take both for the same. */
export const newSsrc = (random: RandomBytes = systemRandom): number =>
  (Buffer.from(random(4)).readUInt32BE() & 0x7f_ff_ff_ff) | 1;

/** Payload types as the feeds of encoders send them. */
export const plainVideo = (ssrc: number): WireRtpParameters => ({
  codecs: [
    {
      mimeType: 'video/H264',
      payloadType: 96,
      clockRate: 90_000,
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
      // Answered shortly after the first key frame, by sending it again (`CopiedVideo`).
      rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
    },
  ],
  encodings: [{ ssrc }],
  rtcp: { cname: `input-${ssrc}` },
});

export const plainAudio = (ssrc: number): WireRtpParameters => ({
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 97,
      clockRate: 48_000,
      channels: 2,
      parameters: { 'sprop-stereo': 1, useinbandfec: 0 },
      rtcpFeedback: [],
    },
  ],
  encodings: [{ ssrc }],
  rtcp: { cname: `input-${ssrc}` },
});
