import {
  extractDtlsParameters,
  extractRtpCapabilities,
  getCname,
} from 'mediasoup-client/handlers/sdp/commonUtils';
import { getRtpEncodings } from 'mediasoup-client/handlers/sdp/unifiedPlanUtils';
import {
  getExtendedRtpCapabilities,
  getSendingRemoteRtpParameters,
  getSendingRtpParameters,
  reduceCodecs,
  validateAndNormalizeRtpCapabilities,
} from 'mediasoup-client/ortc';
import type { RtpCapabilities, RtpParameters } from 'mediasoup-client/types';
import type { WireDtlsParameters, WireRtpCapabilities, WireRtpParameters } from '#protocol';
import { layersOf } from './layers-of.js';
import type { Offer, OfferedTrack } from './read-offer.js';
import { offerRefused } from './whip-error.js';

/** One track as the stage takes it, and as the answer says it. */
export interface NegotiatedTrack {
  source: 'camera' | 'microphone';
  track: OfferedTrack;
  /** For the stage. */
  rtpParameters: WireRtpParameters;
  sending: RtpParameters;
  answering: RtpParameters;
}

const H264 = /^video\/h264$/i;
const OF_ONE_LAYER = /^video\/(vp9|av1)$/i;
const REPAIR = /^(rtx|red|ulpfec|flexfec-03)$/i;
const WORDS = {
  audio: 'Opus',
  video: 'VP8, H.264, VP9 or AV1',
  layers: 'simulcast of VP8 or H.264',
} as const;

/** What the stage can take of an offer. Throws unless every section has a codec that it knows (RFC 9725, 4.2). */
export function negotiate(offer: Offer, capabilities: WireRtpCapabilities): NegotiatedTrack[] {
  return offer.tracks.map((track) => negotiateTrack(offer, track, capabilities as RtpCapabilities));
}

/** The sender is the client where it leaves the choice: an ICE-lite server waits for it. */
export function dtlsOf(offer: Offer): { remote: WireDtlsParameters; ownRole: 'server' | 'client' } {
  try {
    const { role, fingerprints } = extractDtlsParameters({ sdpObject: offer.sdp });
    const isServer = role === 'server';
    const remote = { role: isServer ? 'server' : 'client', fingerprints: lowerCased(fingerprints) };
    return { remote: remote as WireDtlsParameters, ownRole: isServer ? 'client' : 'server' };
  } catch {
    throw offerRefused('The offer has no DTLS set-up or fingerprint.');
  }
}

const HASHES = /^sha-(1|224|256|384|512)$/;
const lowerCased = (fingerprints: { algorithm: string; value: string }[]) =>
  fingerprints.map(({ algorithm, value }) => {
    const known = algorithm.toLowerCase();
    if (!HASHES.test(known) || !/^[0-9A-F]{2}(:[0-9A-F]{2}){19,63}$/i.test(value))
      throw new Error('no fingerprint');
    return { algorithm: known, value };
  });

function negotiateTrack(offer: Offer, track: OfferedTrack, stage: RtpCapabilities): NegotiatedTrack {
  const { kind, media } = track;
  const offered = capabilitiesOf(offer, track);
  const isLayered = layersOf(media).length > 1;
  const router = isLayered ? onlyLayered(stage) : stage;
  const known =
    extended(offered, router, kind) ?? extended(asConstrainedBaseline(offered, router), router, kind);
  if (known === undefined)
    throw offerRefused(
      `The stage takes ${WORDS[isLayered ? 'layers' : kind]}; the offer's ${kind} is ${namesOf(offered)}. Choose it in the sender.`,
    );
  const sending = getSendingRtpParameters(kind, known);
  sending.codecs = reduceCodecs(sending.codecs);
  const answering = getSendingRemoteRtpParameters(kind, known);
  answering.codecs = reduceCodecs(answering.codecs);
  const encodings = encodingsOf(track, sending);
  const mid = String(media.mid);
  const rtpParameters = {
    ...sending,
    mid,
    encodings,
    rtcp: { cname: getCname({ offerMediaObject: media }) },
  };
  return {
    source: kind === 'video' ? 'camera' : 'microphone',
    track,
    rtpParameters: rtpParameters as unknown as WireRtpParameters,
    sending,
    answering,
  };
}

/** The media worker forwards one of several layers of VP8 and H.264 only; their retransmission stays. */
const onlyLayered = (router: RtpCapabilities): RtpCapabilities => ({
  ...router,
  codecs: (router.codecs ?? []).filter(({ mimeType }) => !OF_ONE_LAYER.test(mimeType)),
});

/** What a sender would have sent; repair and redundancy are no codecs that one chooses. */
function namesOf({ codecs = [] }: RtpCapabilities): string {
  const names = codecs
    .map(({ mimeType }) => mimeType.split('/')[1] ?? '')
    .filter((name) => !REPAIR.test(name));
  const chosen = [...new Set(names.map((name) => name.replace(/[^\w-]/g, '').slice(0, 20)))].slice(0, 4);
  return chosen.length === 0 ? 'none that it knows' : chosen.join(' or ');
}

/** Of this section alone: senders without BUNDLE in mind use a payload type twice. */
function capabilitiesOf({ sdp }: Offer, { media }: OfferedTrack): RtpCapabilities {
  try {
    const capabilities = extractRtpCapabilities({ sdpObject: { ...sdp, media: [media] } });
    validateAndNormalizeRtpCapabilities(capabilities);
    return capabilities;
  } catch {
    throw offerRefused(`The ${media.type} section names codecs that cannot be read.`);
  }
}

function extended(offered: RtpCapabilities, router: RtpCapabilities, kind: 'audio' | 'video') {
  try {
    const found = getExtendedRtpCapabilities(offered, router, true);
    return found.codecs.some((codec) => codec.kind === kind) ? found : undefined;
  } catch {
    return undefined;
  }
}

/**
 * An encoder that offers H.264 of one profile only, such as High, would be refused for a word: all that decodes the
 * stage reads every 8-bit 4:2:0 profile.
 */
function asConstrainedBaseline(offered: RtpCapabilities, router: RtpCapabilities): RtpCapabilities {
  const ours = (router.codecs ?? []).find(({ mimeType }) => H264.test(mimeType))?.parameters;
  const codecs = (offered.codecs ?? []).map((codec) =>
    H264.test(codec.mimeType) ? { ...codec, parameters: { ...codec.parameters, ...ours } } : codec,
  );
  return { ...offered, codecs };
}

function encodingsOf({ media }: OfferedTrack, { codecs }: RtpParameters) {
  const layers = layersOf(media);
  if (layers.length > 0) return layers.map((rid) => ({ rid }));
  try {
    // A second stream id that belongs to no group is of no use to the stage: one track is one stream.
    return getRtpEncodings({ offerMediaObject: media, codecs }).slice(0, 1);
  } catch {
    return [{}];
  }
}
