import type { OfferedCodec, OfferedSection } from './offered-section.js';
import type { WhepAnswer, WhepCandidate, WhepOffer, WhepRtp } from './ports.js';
import type { ChosenMedia } from './read-offer.js';

type Kind = 'video' | 'audio';

/** One stream of both media: receivers keep them in step. */
const STREAM = 'programme';

/** What answers a client's offer: each of its sections in its order, those that get nothing rejected. */
export function printAnswer(
  sections: readonly OfferedSection[],
  { chosen }: ChosenMedia,
  answer: WhepAnswer,
  sessionId: number,
): string {
  const mids = [...chosen.keys()].map(({ mid }) => mid);
  const bundle = sections.filter(({ mid }) => mids.includes(mid)).map(({ mid }) => mid);
  return join([
    ...head(sessionId, bundle),
    ...sections.flatMap((section) => {
      const codec = chosen.get(section);
      const rtp = answer[section.kind as Kind];
      return codec && rtp ? taken(section, codec, rtp, answer) : rejected(section);
    }),
  ]);
}

/** An offer of ours, for a client whose own had nothing that we have. */
export function printOffer(offer: WhepOffer, answer: WhepAnswer, sessionId: number): string {
  const section = (kind: Kind, codec: OfferedCodec) => {
    const rtp = answer[kind];
    const mid = offer.mids[kind];
    if (!rtp || mid === undefined) return [];
    return media(kind, 'UDP/TLS/RTP/SAVPF', mid, codec, rtp, answer, 'actpass');
  };
  return join([
    ...head(
      sessionId,
      [offer.mids.audio, offer.mids.video].flatMap((mid) => mid ?? []),
    ),
    ...section('audio', OPUS(offer.payloadTypes.audio)),
    ...section('video', H264(offer.payloadTypes.video)),
  ]);
}

/** New credentials after a restart, as a fragment (RFC 8840). */
export function printRestart(
  ice: WhepAnswer['ice'],
  candidates: readonly WhepCandidate[],
  mid: string,
): string {
  return join([
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    'm=audio 9 UDP/TLS/RTP/SAVPF 0',
    `a=mid:${mid}`,
    ...candidates.map(candidateLine),
    'a=end-of-candidates',
  ]);
}

const OPUS = (payloadType: number): OfferedCodec => ({
  ...{ payloadType, name: 'opus', clockRateHz: 48_000, feedback: [] },
  parameters: 'minptime=10;useinbandfec=1;stereo=1',
});

const H264 = (payloadType: number): OfferedCodec => ({
  ...{ payloadType, name: 'h264', clockRateHz: 90_000, feedback: ['nack', 'nack pli'] },
  parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
});

const join = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;

const head = (sessionId: number, bundle: readonly string[]): string[] => [
  'v=0',
  `o=proscenium ${sessionId} 1 IN IP4 0.0.0.0`,
  's=-',
  't=0 0',
  'a=ice-lite',
  ...(bundle.length > 0 ? [`a=group:BUNDLE ${bundle.join(' ')}`] : []),
  `a=msid-semantic: WMS ${STREAM}`,
];

const taken = (section: OfferedSection, codec: OfferedCodec, rtp: WhepRtp, answer: WhepAnswer): string[] =>
  media(section.kind as Kind, section.protocol, section.mid, codec, rtp, answer, 'passive');

const rejected = ({ kind, protocol, formats, mid }: OfferedSection): string[] => [
  `m=${kind} 0 ${protocol} ${formats.join(' ')}`,
  'c=IN IP4 0.0.0.0',
  `a=mid:${mid}`,
  'a=inactive',
];

function media(
  kind: Kind,
  protocol: string,
  mid: string,
  codec: OfferedCodec,
  rtp: WhepRtp,
  { ice, candidates, dtls }: WhepAnswer,
  setup: 'passive' | 'actpass',
): string[] {
  const type = codec.payloadType;
  const ssrc = rtp.encodings?.[0]?.ssrc;
  const sha256 = dtls.fingerprints.find(({ algorithm }) => algorithm === 'sha-256');
  return [
    `m=${kind} 9 ${protocol} ${type}`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    `a=fingerprint:sha-256 ${sha256?.value ?? ''}`,
    `a=setup:${setup}`,
    `a=mid:${mid}`,
    ...(rtp.headerExtensions ?? []).map(({ id, uri }) => `a=extmap:${id} ${uri}`),
    'a=sendonly',
    `a=msid:${STREAM} ${STREAM}-${kind}`,
    'a=rtcp-mux',
    'a=rtcp-rsize',
    kind === 'audio' ? `a=rtpmap:${type} opus/48000/2` : `a=rtpmap:${type} H264/90000`,
    ...(kind === 'audio' ? [`a=fmtp:${type} ${stereo(codec.parameters)}`] : []),
    ...(kind === 'video' ? [`a=fmtp:${type} ${codec.parameters}`] : []),
    ...feedbackOf(rtp).map((feedback) => `a=rtcp-fb:${type} ${feedback}`),
    ...(ssrc === undefined ? [] : [`a=ssrc:${ssrc} cname:${rtp.rtcp?.cname ?? STREAM}`]),
    ...candidates.map(candidateLine),
    'a=end-of-candidates',
  ];
}

/** Without it a browser mixes the two channels into one. */
const stereo = (parameters: string): string =>
  parameters.includes('stereo=1')
    ? parameters
    : [parameters, 'stereo=1'].filter((part) => part !== '').join(';');

const feedbackOf = ({ codecs }: WhepRtp): string[] =>
  (codecs[0]?.rtcpFeedback ?? []).map(({ type, parameter }) => (parameter ? `${type} ${parameter}` : type));

const candidateLine = ({
  foundation,
  priority,
  address,
  protocol,
  port,
  type,
  tcpType,
}: WhepCandidate): string =>
  `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}${tcpType ? ` tcptype ${tcpType}` : ''}`;
