import type { OfferedCodec, OfferedSection } from './offered-section.js';
import type { WhepOffer } from './ports.js';

/** Ours where the client names none, in a counter-offer or for a medium that it does not want. */
const OWN_TYPES = { video: 102, audio: 100, spare: 101 };
/** What the programme's encoder writes comes first; any other profile plays it too, for its label is never compared. */
const PROFILES = ['64', '42e0', '4200', '4d'];
const TRANSPORTS = ['UDP/TLS/RTP/SAVPF', 'TCP/TLS/RTP/SAVPF'];

/** Which of the client's sections get the programme, under which codec. */
export interface ChosenMedia {
  offer: WhepOffer;
  chosen: ReadonlyMap<OfferedSection, OfferedCodec>;
}

/** Nothing where the client takes neither of what the programme has. */
export function readOffer(sections: readonly OfferedSection[]): ChosenMedia | undefined {
  const video = choose(sections, 'video', bestH264);
  const audio = choose(sections, 'audio', ({ codecs }) => codecs.find(isOpus));
  const fingerprint = (video ?? audio)?.section.fingerprint;
  if (fingerprint === undefined) return undefined;
  const type = video?.codec.payloadType;
  const payloadTypes = {
    video: type ?? (audio?.codec.payloadType === OWN_TYPES.video ? OWN_TYPES.spare : OWN_TYPES.video),
    audio: audio?.codec.payloadType ?? (type === OWN_TYPES.audio ? OWN_TYPES.spare : OWN_TYPES.audio),
  };
  const chosen = [video, audio].flatMap((each) => (each ? [[each.section, each.codec] as const] : []));
  return {
    offer: {
      payloadTypes,
      mids: { ...(video && { video: video.section.mid }), ...(audio && { audio: audio.section.mid }) },
      takesNack: video?.codec.feedback.includes('nack') ?? false,
      headerExtensions: {
        video: video?.section.headerExtensions ?? [],
        audio: audio?.section.headerExtensions ?? [],
      },
      fingerprint,
    },
    chosen: new Map(chosen),
  };
}

/** What is offered to a client whose own offer could not be taken. */
export const counterOffer = (): WhepOffer => ({
  payloadTypes: { video: OWN_TYPES.video, audio: OWN_TYPES.audio },
  mids: { audio: '0', video: '1' },
  takesNack: true,
  headerExtensions: { video: [], audio: [] },
});

function choose(
  sections: readonly OfferedSection[],
  kind: 'video' | 'audio',
  pick: (section: OfferedSection) => OfferedCodec | undefined,
): { section: OfferedSection; codec: OfferedCodec } | undefined {
  for (const section of sections) {
    const receives = section.direction === 'recvonly' || section.direction === 'sendrecv';
    if (section.kind !== kind || section.isRejected || !receives || !TRANSPORTS.includes(section.protocol))
      continue;
    const codec = pick(section);
    if (codec && section.formats.includes(`${codec.payloadType}`)) return { section, codec };
  }
  return undefined;
}

const isOpus = ({ name, clockRateHz }: OfferedCodec): boolean => name === 'opus' && clockRateHz === 48_000;

function bestH264({ codecs }: OfferedSection): OfferedCodec | undefined {
  const usable = codecs.filter(
    ({ name, parameters }) => name === 'h264' && /(^|;)\s*packetization-mode=1(;|$)/.test(parameters),
  );
  const rank = ({ parameters }: OfferedCodec) => {
    const profile = /profile-level-id=([0-9a-fA-F]{6})/.exec(parameters)?.[1]?.toLowerCase() ?? '';
    const found = PROFILES.findIndex((prefix) => profile.startsWith(prefix));
    return found < 0 ? PROFILES.length : found;
  };
  return usable.sort((a, b) => rank(a) - rank(b))[0];
}
