import type { IceCredentials } from '../../support/players/stun-check.js';
import type { IceServer } from '../../support/players/webrtc-receiver.js';

export interface OfferedStream {
  mid: string;
  /** `m=` line and what belongs to the one codec that is taken. */
  media: string;
  codec: string[];
}

export interface JanusOffer {
  server: IceServer;
  streams: OfferedStream[];
}

const valueIn = (sdp: string, pattern: RegExp): string => {
  const found = pattern.exec(sdp)?.[1];
  if (found === undefined) throw new Error(`the offer has no ${pattern}: ${sdp}`);
  return found;
};

function streamIn(section: string): OfferedStream {
  const [, kind, payloadType] = /^(audio|video) \d+ \S+ (\d+)/.exec(section) ?? [];
  const codec = section
    .split('\r\n')
    .filter((line) => new RegExp(`^a=(rtpmap:${payloadType} |rtcp-fb:${payloadType} nack)`).test(line));
  return {
    mid: valueIn(section, /a=mid:(\S+)/),
    media: `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    codec,
  };
}

/** What an offer of Janus says that a receiver needs. */
export function readOffer(sdp: string): JanusOffer {
  const [, ...sections] = sdp.split(/^m=/m);
  // Its addresses come one a line; the first over UDP and IPv4 will do.
  const [, ip = '', port = ''] = /a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) (\d+) /.exec(sdp) ?? [];
  return {
    server: {
      ip,
      port: Number(port),
      isLite: false,
      ufrag: valueIn(sdp, /a=ice-ufrag:(\S+)/),
      password: valueIn(sdp, /a=ice-pwd:(\S+)/),
    },
    streams: sections.map(streamIn),
  };
}

/** Takes each stream in its first codec, with NACK, without retransmission streams and header extensions. */
export function watchAnswer(
  offer: JanusOffer,
  own: IceCredentials & { port: number },
  fingerprint: string,
): string {
  // On one machine both ends have the same address.
  const candidate = `a=candidate:1 1 udp 2130706431 ${offer.server.ip} ${own.port} typ host`;
  const sections = offer.streams.flatMap(({ mid, media, codec }) => [
    media,
    'c=IN IP4 0.0.0.0',
    ...[`a=mid:${mid}`, 'a=recvonly', 'a=rtcp-mux', 'a=setup:active'],
    ...[`a=ice-ufrag:${own.ufrag}`, `a=ice-pwd:${own.password}`, `a=fingerprint:sha-256 ${fingerprint}`],
    ...codec,
    candidate,
    'a=end-of-candidates',
  ]);
  const bundle = offer.streams.map(({ mid }) => mid).join(' ');
  const head = ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', `a=group:BUNDLE ${bundle}`];
  return `${[...head, ...sections].join('\r\n')}\r\n`;
}
