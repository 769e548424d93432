import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { printAacInit } from './aac-init.js';
import { getBox } from './box.js';
import { parseTrackInit } from './track-init.js';

const FIXTURE = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  '..',
  'tests',
  'fixtures',
  'fmp4',
  'audio-init.mp4',
);

test('the section is FFmpeg’s own, byte for byte, but for names', () => {
  const theirs = readFileSync(FIXTURE);
  const udta = getBox(theirs, ['moov', 'udta']);
  const expected = Buffer.from(theirs.subarray(0, udta.start));
  const moov = getBox(theirs, ['moov']);
  expected.writeUInt32BE(expected.length - moov.start, moov.start);
  expected.write('Audio', getBox(theirs, ['moov', 'trak', 'mdia', 'hdlr']).bodyStart + 24, 'latin1');
  expect(printAacInit({ sampleRateHz: 48_000, channels: 2, bitrate: 128_000 })).toEqual(expected);
});

test('a section of another rate says so', () => {
  const init = parseTrackInit(printAacInit({ sampleRateHz: 44_100, channels: 1, bitrate: 64_000 }));
  expect(init).toMatchObject({ kind: 'audio', timescaleHz: 44_100, codec: 'mp4a.40.2', trackId: 1 });
  expect(() => printAacInit({ sampleRateHz: 47_000, channels: 2, bitrate: 1 })).toThrow(/47000/);
});
