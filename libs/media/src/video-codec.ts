import { Av1Depacketiser } from './av1-depacketiser.js';
import { H264Depacketiser } from './h264-depacketiser.js';
import type { RtpPacket } from './rtp-packet.js';
import type { CodedFrame } from './video-frame.js';
import { Vp8Depacketiser } from './vp8-depacketiser.js';
import { Vp9Depacketiser } from './vp9-depacketiser.js';

/** What participants may send. */
export const VIDEO_CODECS = ['vp8', 'vp9', 'av1', 'h264'] as const;
export type VideoCodec = (typeof VIDEO_CODECS)[number];

export interface VideoDepacketiser {
  push(packet: RtpPacket): CodedFrame | undefined;
  lose(): undefined;
}

const DEPACKETISERS: Record<VideoCodec, () => VideoDepacketiser> = {
  vp8: () => new Vp8Depacketiser(),
  vp9: () => new Vp9Depacketiser(),
  av1: () => new Av1Depacketiser(),
  h264: () => new H264Depacketiser(),
};

export const videoDepacketiser = (codec: VideoCodec): VideoDepacketiser => DEPACKETISERS[codec]();
