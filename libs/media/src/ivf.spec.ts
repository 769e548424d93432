import { expect, test } from '@jest/globals';
import { parseIvfFrames, printIvfFrameHeader, printIvfHeader } from './ivf.js';
import { opusPacketSamples } from './opus-packet.js';

test('IVF frames are read as they were printed, and a cut end is left out', () => {
  const header = printIvfHeader({ fourcc: 'VP80', width: 640, height: 360, ticksPerSecond: 1_000 });
  expect(header.length).toBe(32);
  const data = new Uint8Array([1, 2, 3]);
  const file = Buffer.concat([
    header,
    ...[printIvfFrameHeader(data.length, 5), data],
    ...[printIvfFrameHeader(data.length, 6), data.subarray(0, 1)],
  ]);
  expect(parseIvfFrames(file)).toEqual([{ data, presentationTicks: 5 }]);
});

test.each([
  ['CELT 20 ms', [0xfc], 960],
  ['SILK 60 ms', [0x18], 2_880],
  ['hybrid 10 ms, two frames', [0x61], 960],
  ['three CELT frames of 2.5 ms', [0x83, 3], 360],
])('an Opus packet of %s', (_, bytes, samples) =>
  expect(opusPacketSamples(new Uint8Array(bytes))).toBe(samples),
);

test('what carries nothing or more than 120 ms is no Opus packet', () => {
  expect(opusPacketSamples(new Uint8Array())).toBeUndefined();
  expect(opusPacketSamples(new Uint8Array([0xff, 0]))).toBeUndefined();
  expect(opusPacketSamples(new Uint8Array([0xff, 40]))).toBeUndefined();
});
