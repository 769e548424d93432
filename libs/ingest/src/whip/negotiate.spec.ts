import { describe, expect, test } from '@jest/globals';
import { offerText } from '../testing/offer-text.js';
import { ROUTER_CAPABILITIES } from '../testing/router-capabilities.js';
import { dtlsOf, negotiate } from './negotiate.js';
import { readOffer } from './read-offer.js';
import { writeAnswer } from './write-answer.js';

const H264_HIGH = ['a=rtpmap:96 H264/90000', 'a=fmtp:96 packetization-mode=1;profile-level-id=640028'];
const TRANSPORT = {
  transportId: 'transport_1',
  iceParameters: { usernameFragment: 'ours', password: 'secretsecretsecretsecret', iceLite: true },
  iceCandidates: [
    {
      foundation: 'udp',
      priority: 1,
      ip: '127.0.0.1',
      address: '127.0.0.1',
      protocol: 'udp',
      port: 40_000,
      type: 'host',
    } as const,
  ],
  dtlsParameters: {
    role: 'auto',
    fingerprints: [
      { algorithm: 'sha-256', value: 'AA:BB' },
      { algorithm: 'sha-512', value: 'CC:DD' },
    ],
  } as const,
  sctpParameters: null,
};

function answerTo(text: string): string {
  const offer = readOffer(text);
  const tracks = negotiate(offer, ROUTER_CAPABILITIES);
  return writeAnswer(offer, tracks, structuredClone(TRANSPORT) as never, dtlsOf(offer).ownRole);
}

test('the stage gets codecs, streams and mids; the answer takes both sections and waits for the sender’s DTLS', () => {
  const [audio, video] = negotiate(readOffer(offerText()), ROUTER_CAPABILITIES);
  expect(audio).toMatchObject({
    source: 'microphone',
    rtpParameters: { mid: '0', encodings: [{ ssrc: 1111 }] },
  });
  expect(video?.rtpParameters.codecs.map(({ mimeType, payloadType }) => [mimeType, payloadType])).toEqual([
    ['video/VP8', 96],
  ]);
  const answer = answerTo(offerText());
  expect(answer).toMatch(/a=group:BUNDLE 0 1\r\n/);
  expect(answer.match(/a=recvonly/g)).toHaveLength(2);
  expect(answer.match(/a=setup:passive/g)).toHaveLength(2);
  expect(answer).toMatch(/a=fingerprint:sha-256 AA:BB/);
  expect(answer).not.toMatch(/sha-512|mediasoup/);
});

test('a sender that is the DTLS server gets a client', () => {
  const offer = readOffer(offerText().replaceAll('setup:actpass', 'setup:passive'));
  expect(dtlsOf(offer)).toMatchObject({ ownRole: 'client', remote: { role: 'server' } });
});

test('H.264 of another profile is taken where it is all that is offered, and answered under its own name', () => {
  const [, video] = negotiate(readOffer(offerText({ video: H264_HIGH })), ROUTER_CAPABILITIES);
  expect(video?.rtpParameters.codecs[0]?.parameters).toMatchObject({ 'profile-level-id': '42e01f' });
  expect(answerTo(offerText({ video: H264_HIGH }))).toMatch(
    /a=fmtp:96 packetization-mode=1;profile-level-id=640028/,
  );
});

test('simulcast layers go to the stage the smallest first, and all are accepted', () => {
  const more = ['a=rid:h send', 'a=rid:m send', 'a=rid:l send', 'a=simulcast:send h;m;l'];
  const [, video] = negotiate(readOffer(offerText({ more })), ROUTER_CAPABILITIES);
  expect(video?.rtpParameters.encodings).toEqual([{ rid: 'l' }, { rid: 'm' }, { rid: 'h' }]);
  expect(answerTo(offerText({ more }))).toMatch(/a=simulcast:recv h;m;l/);
  const obs = ['a=rid:0 send', 'a=rid:1 send', 'a=simulcast:send 0;1'];
  expect(
    negotiate(readOffer(offerText({ more: obs })), ROUTER_CAPABILITIES)[1]?.rtpParameters.encodings,
  ).toEqual([{ rid: '1' }, { rid: '0' }]);
});

test.each(['VP9', 'AV1'])('%s is taken where it is offered', (codec) => {
  const [, video] = negotiate(
    readOffer(offerText({ video: [`a=rtpmap:96 ${codec}/90000`] })),
    ROUTER_CAPABILITIES,
  );
  expect(video?.rtpParameters.codecs.map(({ mimeType }) => mimeType)).toEqual([`video/${codec}`]);
});

test('a sender with layers that would rather send VP9 sends VP8', () => {
  const video = ['a=rtpmap:96 VP9/90000', 'a=rtpmap:97 VP8/90000'];
  const more = ['a=rid:h send', 'a=rid:l send', 'a=simulcast:send h;l'];
  const text = offerText({ video, more }).replace('SAVPF 96', 'SAVPF 96 97');
  const [, camera] = negotiate(readOffer(text), ROUTER_CAPABILITIES);
  expect(camera?.rtpParameters.codecs.map(({ mimeType }) => mimeType)).toEqual(['video/VP8']);
});

describe('refused', () => {
  test.each([
    ['VP8L', 'a=rtpmap:96 VP8L/90000'],
    ['H265', 'a=rtpmap:96 H265/90000'],
  ])('%s, by its name and with what to choose', (codec, line) => {
    const offer = readOffer(offerText({ video: [line] }));
    expect(() => negotiate(offer, ROUTER_CAPABILITIES)).toThrow(
      expect.objectContaining({
        status: 422,
        message: `The stage takes VP8, H.264, VP9 or AV1; the offer's video is ${codec}. Choose it in the sender.`,
      }),
    );
  });

  test('layers of a codec that the stage cannot choose from', () => {
    const layers = ['a=rid:h send', 'a=rid:l send', 'a=simulcast:send h;l'];
    const offer = readOffer(offerText({ video: ['a=rtpmap:96 VP9/90000'], more: layers }));
    expect(() => negotiate(offer, ROUTER_CAPABILITIES)).toThrow(
      expect.objectContaining({
        status: 422,
        message:
          "The stage takes simulcast of VP8 or H.264; the offer's video is VP9. Choose it in the sender.",
      }),
    );
  });

  test.each([
    ['a layer that is not declared', { more: ['a=rid:h send', 'a=simulcast:send h;x'] }],
    ['a layer twice', { more: ['a=rid:h send', 'a=simulcast:send h;h'] }],
    [
      'too many layers',
      { more: [...'abcde'].map((rid) => `a=rid:${rid} send`).concat('a=simulcast:send a;b;c;d;e') },
    ],
  ])('%s', (_name, parts) => {
    const offer = readOffer(offerText(parts));
    expect(() => negotiate(offer, ROUTER_CAPABILITIES)).toThrow(expect.objectContaining({ status: 422 }));
  });

  test.each([
    ['no fingerprint', (text: string) => text.replaceAll(/a=fingerprint.*\r\n/g, '')],
    ['a fingerprint of another hash', (text: string) => text.replaceAll('sha-256', 'md5')],
    ['no set-up', (text: string) => text.replaceAll(/a=setup.*\r\n/g, '')],
  ])('%s', (_name, change) => {
    expect(() => dtlsOf(readOffer(change(offerText())))).toThrow(expect.objectContaining({ status: 422 }));
  });
});
