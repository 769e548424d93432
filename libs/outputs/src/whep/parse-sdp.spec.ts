import { expect, test } from '@jest/globals';
import { parseSdp } from './parse-sdp.js';

const HEAD = ['v=0', 'm=video 9 UDP/TLS/RTP/SAVPF 96 97', 'a=mid:0'];

test('a codec has the first parameters and all feedback of its number, and what is said of every codec', () => {
  const lines = [
    ...['a=rtpmap:96 H264/90000', 'a=rtpmap:97 VP8/90000', 'a=rtpmap:96 H265/90000', 'a=rtpmap:200 x/1'],
    ...['a=fmtp:96 packetization-mode=1', 'a=fmtp:96 packetization-mode=0', 'a=fmtp:98 nothing=1'],
    ...['a=rtcp-fb:* nack', 'a=rtcp-fb:96 nack pli'],
  ];
  expect(parseSdp([...HEAD, ...lines].join('\r\n'))?.[0]?.codecs).toEqual([
    {
      payloadType: 96,
      name: 'h264',
      clockRateHz: 90_000,
      parameters: 'packetization-mode=1',
      feedback: ['nack', 'nack pli'],
    },
    { payloadType: 97, name: 'vp8', clockRateHz: 90_000, parameters: '', feedback: ['nack'] },
  ]);
});

test('many lines about many codecs are read in the time of as many lines', () => {
  const spoken = Array.from({ length: 1_990 }, (_, at) =>
    at % 2 === 0 ? `a=rtpmap:${at % 128} a/1` : 'a=rtcp-fb:* nack',
  );
  const hostile = [...HEAD, ...spoken].join('\r\n');
  // Where each codec looks at each line, one of these takes a second.
  for (let offer = 0; offer < 30; offer += 1) {
    const codecs = parseSdp(hostile)?.[0]?.codecs ?? [];
    expect(codecs).toHaveLength(64);
    expect(Math.max(...codecs.map(({ feedback }) => feedback.length))).toBe(32);
  }
});
