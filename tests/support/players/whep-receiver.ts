import type { DtlsIdentity } from './dtls-identity.js';
import { WebRtcReceiver } from './webrtc-receiver.js';

const H264 = [
  'a=rtpmap:102 H264/90000',
  'a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=rtcp-fb:102 nack',
  'a=rtcp-fb:102 nack pli',
];
const OPUS = ['a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1;stereo=1'];

function offerOf({ credentials: { ufrag, password } }: WebRtcReceiver, fingerprint: string): string {
  const section = (mid: number, media: string, codec: readonly string[]) => [
    media,
    'c=IN IP4 0.0.0.0',
    ...[`a=ice-ufrag:${ufrag}`, `a=ice-pwd:${password}`, `a=fingerprint:sha-256 ${fingerprint}`],
    ...['a=setup:actpass', `a=mid:${mid}`, 'a=recvonly', 'a=rtcp-mux'],
    ...codec,
  ];
  const head = ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', 'a=group:BUNDLE 0 1'];
  const audio = section(0, 'm=audio 9 UDP/TLS/RTP/SAVPF 111', OPUS);
  const video = section(1, 'm=video 9 UDP/TLS/RTP/SAVPF 102', H264);
  return `${[...head, ...audio, ...video].join('\r\n')}\r\n`;
}

const valueIn = (sdp: string, pattern: RegExp): string => {
  const found = pattern.exec(sdp)?.[1];
  if (found === undefined) throw new Error(`the answer has no ${pattern}: ${sdp}`);
  return found;
};

/** Watches by WHEP as a player does, without the page. */
export async function receiveByWhep(
  url: string,
  identity: DtlsIdentity,
  number: number,
  headers: Record<string, string> = {},
): Promise<WebRtcReceiver> {
  const receiver = await WebRtcReceiver.create(identity, number);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/sdp', ...headers },
      body: offerOf(receiver, identity.fingerprint),
    });
    const sdp = await answer.text();
    if (answer.status !== 201) throw new Error(`WHEP was refused: ${answer.status} ${sdp}`);
    const [ip = '', port = ''] = valueIn(sdp, /a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+ \d+) /i).split(
      ' ',
    );
    await receiver.connect({
      ...{ ip, port: Number(port), isLite: true },
      ufrag: valueIn(sdp, /a=ice-ufrag:(\S+)/),
      password: valueIn(sdp, /a=ice-pwd:(\S+)/),
    });
    return receiver;
  } catch (error) {
    await receiver.close();
    throw error;
  }
}
