import { expect, test } from '@jest/globals';
import { annexBNals, h264NalType, lengthPrefixed } from './h264-access-unit.js';
import { parseH264Sps } from './h264-sps.js';

const unit = (...nals: number[][]) => Buffer.from(nals.flatMap((nal) => [0, 0, 0, 1, ...nal]));

test('an access unit is taken apart and put behind lengths', () => {
  const nals = annexBNals(unit([0x67, 1, 0, 0, 3], [0x68, 2], [0x65]));
  expect(nals.map(h264NalType)).toEqual([7, 8, 5]);
  expect(lengthPrefixed(nals)).toEqual(
    Buffer.from([0, 0, 0, 5, 0x67, 1, 0, 0, 3, 0, 0, 0, 2, 0x68, 2, 0, 0, 0, 1, 0x65]),
  );
});

test('what has no start code has no units, and an empty unit is none', () => {
  expect(annexBNals(Buffer.from([1, 2, 3]))).toEqual([]);
  expect(annexBNals(unit([], [0x41]))).toEqual([Buffer.from([0x41])]);
});

test('a parameter set says what decoders must be able to do', () => {
  const sps = Buffer.from('6764001eacb405017fcb8088000003000800000301e478b175', 'hex');
  expect(parseH264Sps(sps)).toMatchObject({ profile: 100, chroma: 1, bitDepth: 8, isProgressive: true });
});
