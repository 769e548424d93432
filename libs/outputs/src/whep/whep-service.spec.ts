import { beforeEach, describe, expect, test } from '@jest/globals';
import { TypedEvents } from '#kernel';
import type { WhepOffer, WhepReceiver } from './ports.js';
import { SDP, SDP_FRAGMENT, WhepService } from './whep-service.js';

/** As Chromium writes it, shortened: three forms of H.264 among others, then Opus. */
const OFFER = [
  'v=0',
  'o=- 46 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1 2',
  'a=fingerprint:sha-256 AA:BB:cc',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 103 104 108 109',
  'a=ice-ufrag:abcd',
  'a=setup:actpass',
  'a=mid:0',
  'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=recvonly',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:103 H264/90000',
  'a=rtcp-fb:103 nack',
  'a=rtcp-fb:103 nack pli',
  'a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f',
  'a=rtpmap:108 H264/90000',
  'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f',
  'a=rtpmap:109 H264/90000',
  'a=rtcp-fb:109 nack',
  'a=fmtp:109 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 9',
  'a=mid:1',
  'a=recvonly',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=mid:2',
  '',
].join('\r\n');
const VP8_ONLY = OFFER.replaceAll('H264', 'H265').replaceAll('opus', 'speex');

let offers: WhepOffer[];
let connected: string[];
let closed: number;
let isLive: boolean;
let leavesMeanwhile: boolean;
let service: WhepService;

function receiverOf(offer: WhepOffer): WhepReceiver {
  const events = new TypedEvents<{ closed: undefined }>();
  const rtp = { headerExtensions: [], rtcp: { cname: 'programme' } };
  const receiver = {
    isClosed: false,
    events,
    answer: {
      ice: { usernameFragment: 'ours', password: 'secret' },
      candidates: [
        { foundation: 'f', priority: 1, address: '192.0.2.1', protocol: 'udp', port: 7, type: 'host' },
      ],
      dtls: {
        fingerprints: [
          { algorithm: 'sha-512', value: '55' },
          { algorithm: 'sha-256', value: '22:33' },
        ],
      },
      ...(offer.mids.video !== undefined && {
        video: {
          ...rtp,
          codecs: [
            { payloadType: offer.payloadTypes.video, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] },
          ],
          encodings: [{ ssrc: 77 }],
        },
      }),
      ...(offer.mids.audio !== undefined && {
        audio: { ...rtp, codecs: [{ payloadType: offer.payloadTypes.audio }], encodings: [{ ssrc: 88 }] },
      }),
    },
    connect: async ({ value }: { value: string }) => {
      if (leavesMeanwhile) throw leave();
      connected.push(value);
    },
    restartIce: async () => {
      if (leavesMeanwhile) throw leave();
      return { usernameFragment: 'fresh', password: 'other' };
    },
    close: () => {
      receiver.isClosed = true;
      closed += 1;
      events.emit('closed', undefined);
    },
  };
  const leave = () => {
    receiver.close();
    return new Error('Channel request handler not found');
  };
  return receiver;
}

beforeEach(() => {
  [offers, connected, closed, isLive, leavesMeanwhile] = [[], [], 0, true, false];
  let count = 0;
  service = new WhepService({
    random: (length) => {
      count += 1;
      return new Uint8Array(length).fill(count);
    },
    shows: {
      find: async () =>
        isLive
          ? {
              anchorWallMs: 1_000,
              receive: async (offer) => {
                offers.push(offer);
                return receiverOf(offer);
              },
            }
          : undefined,
    },
  });
});

const begin = (sdp = OFFER) => service.begin('show_1', sdp, { token: undefined });
const idOf = ({ headers }: { headers: Record<string, string> }) => headers.location?.split('/').at(-1) ?? '';

describe('an offer', () => {
  test('gets the programme under its own payload types, and its other sections are refused', async () => {
    const { status, headers, body = '' } = await begin();
    expect([status, headers['content-type'], headers['programme-start']]).toEqual([201, SDP, '1000.000']);
    expect(headers.location).toMatch(/^\/whep\/show_1\/[\w-]{20,}$/);
    expect(offers).toEqual([
      {
        payloadTypes: { video: 109, audio: 111 },
        mids: { video: '0', audio: '1' },
        takesNack: true,
        headerExtensions: {
          video: [{ id: 4, uri: 'urn:ietf:params:rtp-hdrext:sdes:mid' }],
          audio: [],
        },
        fingerprint: { algorithm: 'sha-256', value: 'AA:BB:CC' },
      },
    ]);
    expect(body.match(/^m=.*$/gm)).toEqual([
      'm=video 9 UDP/TLS/RTP/SAVPF 109',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'm=application 0 UDP/DTLS/SCTP webrtc-datachannel',
    ]);
    expect(body).toContain('a=group:BUNDLE 0 1\r\n');
    expect(body).toContain('a=setup:passive');
    expect(body).toContain('a=ssrc:77 cname:programme');
    expect(body).toContain('a=fmtp:111 minptime=10;useinbandfec=1;stereo=1');
    expect(body.match(/a=fingerprint:\S+ \S+/g)).toEqual([
      'a=fingerprint:sha-256 22:33',
      'a=fingerprint:sha-256 22:33',
    ]);
  });

  test('for video alone gets video alone', async () => {
    const { status, body = '' } = await begin(OFFER.replace('m=audio 9', 'm=audio 0'));
    expect([status, offers[0]?.mids]).toEqual([201, { video: '0' }]);
    expect(body).toContain('m=audio 0 ');
  });

  test('before the show is refused with a time to come again', async () => {
    isLive = false;
    const { status, headers } = await begin();
    expect([status, headers['retry-after']]).toEqual([409, '2']);
  });

  test.each([
    '',
    'v=0',
    'hello',
    OFFER.replace('a=mid:0', 'a=mid:'),
    OFFER.replace('m=video 9 ', 'm=video nine '),
  ])('that is none is refused', async (text) => {
    if (text === 'v=0') expect((await begin(text)).status).toBe(406);
    else await expect(begin(text)).rejects.toMatchObject({ code: 'bad-sdp', status: 400 });
  });

  test('without a codec of ours is answered by an offer of ours, which the client answers', async () => {
    const reply = await begin(VP8_ONLY);
    expect(reply.status).toBe(406);
    expect(reply.body).toMatch(/a=setup:actpass[\s\S]*H264\/90000/);
    const id = idOf(reply);
    expect((await service.patch('show_1', id, SDP, OFFER)).status).toBe(204);
    expect(connected).toEqual(['AA:BB:CC']);
    await expect(service.patch('show_1', id, SDP, OFFER)).rejects.toMatchObject({ status: 415 });
  });
});

describe('a session', () => {
  const FRAGMENT = 'a=ice-ufrag:efgh\r\na=ice-pwd:pw\r\n';

  test('takes candidates under its tag only', async () => {
    const begun = await begin();
    const patch = (tag?: string) => service.patch('show_1', idOf(begun), SDP_FRAGMENT, FRAGMENT, tag);
    expect((await patch(begun.headers.etag)).status).toBe(204);
    await expect(patch()).rejects.toMatchObject({ status: 428 });
    await expect(patch('"old"')).rejects.toMatchObject({ status: 412 });
  });

  test('restarts ICE under a new tag', async () => {
    const begun = await begin();
    const id = idOf(begun);
    const restarted = await service.patch('show_1', id, SDP_FRAGMENT, FRAGMENT, '*');
    expect(restarted.status).toBe(200);
    expect(restarted.headers.etag).not.toBe(begun.headers.etag);
    expect(restarted.body).toContain('a=ice-ufrag:fresh');
    await expect(
      service.patch('show_1', id, SDP_FRAGMENT, FRAGMENT, begun.headers.etag),
    ).rejects.toMatchObject({ status: 412 });
  });

  test('ends once, and belongs to its show', async () => {
    const id = idOf(await begin());
    expect(() => service.end('show_2', id)).toThrow('over');
    expect([service.end('show_1', id).status, closed, service.sessionCount]).toEqual([200, 1, 0]);
    expect(() => service.end('show_1', id)).toThrow('over');
  });
});

test.each([
  ['an answer to our offer', VP8_ONLY, SDP, OFFER],
  ['a restart of ICE', OFFER, SDP_FRAGMENT, 'a=ice-ufrag:abcd'],
])('%s that meets a show which leaves finds the session over', async (_what, offer, type, text) => {
  const id = idOf(await begin(offer));
  leavesMeanwhile = true;
  const asked = service.patch('show_1', id, type, text, '*');
  await expect(asked).rejects.toMatchObject({ code: 'session-not-found', status: 404 });
});
