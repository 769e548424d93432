import { expect, test } from '@jest/globals';
import { parseTrackInit, readFragment } from '#media';
import { AdtsFragments } from './adts-fragments.js';

/** A frame of AAC-LC of 48 kHz, stereo, with one byte in it. */
const frame = (byte: number) => Buffer.from([0xff, 0xf1, 0x4c, 0x80, 1, 0x1f, 0xfc, byte]);

test('the map comes first, then a fragment for each frame on the grid of AAC', () => {
  const fragments = new AdtsFragments(128_000);
  const pieces = [frame(7), frame(8), frame(9)].flatMap((each) => fragments.push(each));
  expect(pieces.map(({ kind }) => kind)).toEqual(['init', 'fragment', 'fragment', 'fragment']);
  const [init, ...others] = pieces.map(({ bytes }) => bytes);
  const { defaults, timescaleHz } = parseTrackInit(init ?? Buffer.alloc(0));
  expect(timescaleHz).toBe(48_000);
  expect(others.flatMap((bytes) => readFragment(bytes, defaults))).toEqual(
    [7, 8, 9].map((byte, index) => ({
      ...{ decodeTicks: 1_024 * index, durationTicks: 1_024, compositionOffsetTicks: 0 },
      ...{ flags: 0x0200_0000, data: Buffer.from([byte]) },
    })),
  );
});

test('all processes write the same map', () => {
  const maps = [1, 2].map((byte) => new AdtsFragments(96_000).push(frame(byte))[0]?.bytes);
  expect(maps[0]).toEqual(maps[1]);
});
