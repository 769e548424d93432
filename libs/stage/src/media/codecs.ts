import type { RouterRtpCodecCapability, RtpCapabilities } from 'mediasoup/types';
import type { WireRtpCapabilities } from '#protocol';

/** VP8 first: it is what a page takes when it has no wish of its own. No DTX: the mixer wants every packet. */
export const ROUTER_CODECS: RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 0 },
  },
  {
    kind: 'video',
    mimeType: 'video/VP8',
    clockRate: 90_000,
    parameters: { 'x-google-start-bitrate': 1_000 },
  },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: {
      'packetization-mode': 1,
      'profile-level-id': '42e01f',
      'level-asymmetry-allowed': 1,
      'x-google-start-bitrate': 1_000,
    },
  },
  // For senders that have nothing else: pages take the first that they know.
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
  { kind: 'video', mimeType: 'video/AV1', clockRate: 90_000, parameters: {} },
];

const OF_SIMULCAST: readonly string[] = ['video/vp8', 'video/h264'];

/** The media worker forwards several layers of these codecs only. */
export const canHaveLayers = (mimeType: string): boolean => OF_SIMULCAST.includes(mimeType.toLowerCase());

const NOT_FOR_PAGES: readonly string[] = [
  // With it a phone sends its video lying on its side and a number to turn it by, which no decoder of ours reads.
  'urn:3gpp:video-orientation',
  // mediasoup numbers packets between its own routers with it; no browser knows it.
  'urn:mediasoup:params:rtp-hdrext:packet-id',
];

/** The codecs that the stage offers to a page. */
export function capabilitiesForPages(router: RtpCapabilities): WireRtpCapabilities {
  const headerExtensions = (router.headerExtensions ?? []).filter(({ uri }) => !NOT_FOR_PAGES.includes(uri));
  return { codecs: router.codecs ?? [], headerExtensions } as WireRtpCapabilities;
}

/** A tap wants the bare stream: nothing is repeated, reported or extended on the way into this process. */
export function capabilitiesForTaps(router: RtpCapabilities): RtpCapabilities {
  const codecs = (router.codecs ?? [])
    .filter(({ mimeType }) => !mimeType.endsWith('/rtx'))
    .map((codec) => ({ ...codec, rtcpFeedback: [] }));
  return { codecs, headerExtensions: [] };
}
