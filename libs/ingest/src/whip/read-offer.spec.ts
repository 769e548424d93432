import { describe, expect, test } from '@jest/globals';
import { offerText } from '../testing/offer-text.js';
import { readOffer } from './read-offer.js';

test('one audio and one video track of one bundle', () => {
  const { tracks } = readOffer(offerText());
  expect(tracks.map(({ kind, media }) => [kind, String(media.mid)])).toEqual([
    ['audio', '0'],
    ['video', '1'],
  ]);
});

test('a section that is sent over another one’s transport is not switched off', () => {
  const text = offerText().replace('m=video 9', 'm=video 0').replace('a=mid:1', 'a=mid:1\r\na=bundle-only');
  expect(readOffer(text).tracks).toHaveLength(2);
});

describe('refused whole', () => {
  const refused: [string, string, number][] = [
    ['no SDP', 'hello', 400],
    ['nothing to send', 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n', 422],
    ['a data channel', `${offerText()}m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n`, 422],
    [
      'two video tracks',
      `${offerText()}m=video 9 UDP/TLS/RTP/SAVPF 97\r\na=mid:2\r\na=rtpmap:97 VP8/90000\r\n`,
      422,
    ],
    ['a section that only receives', offerText().replace('a=sendonly', 'a=recvonly'), 422],
    ['a section that is off', offerText().replace('m=audio 9', 'm=audio 0'), 422],
    ['no bundle', offerText().replace('a=group:BUNDLE 0 1', 'a=group:BUNDLE 0'), 422],
    ['no mid', offerText().replace('a=mid:1\r\n', ''), 422],
    ['one mid for two', offerText().replace('a=mid:1', 'a=mid:0'), 422],
    ['a line without an end', `v=0\r\na=${'x'.repeat(3_000)}`, 400],
    ['lines without an end', `v=0\r\n${'a=x\r\n'.repeat(3_000)}`, 400],
  ];
  test.each(refused)('%s', (_name, text, status) => {
    expect(() => readOffer(text)).toThrow(expect.objectContaining({ status, blame: 'guest' }));
  });
});

test('whatever is cut out of an offer, the answer is an offer or a refusal', () => {
  const whole = offerText();
  for (let at = 0; at < whole.length; at += 7) {
    const text = whole.slice(0, at) + whole.slice(at + 13);
    try {
      readOffer(text);
    } catch (error) {
      expect(error).toMatchObject({ blame: 'guest' });
    }
  }
});
