import { expect, test } from '@jest/globals';
import { isSyncSample, readFragment } from '#media';
import { CopiedFragments } from './copied-fragments.js';

const NO_DEFAULTS = { durationTicks: 0, sizeBytes: 0, flags: 0 };

function fragmentsOf(keys: readonly boolean[], fragmentUnits: number) {
  const copied = new CopiedFragments({ trackId: 1, ticksPerUnit: 512, startUnit: 100, fragmentUnits });
  const all = keys.flatMap((isKey, index) => copied.push(Buffer.from([index]), isKey));
  return { copied, all };
}

test('frames lie one behind the other from the first unit on, and fragments are full', () => {
  const { copied, all } = fragmentsOf(
    Array.from({ length: 7 }, (_, index) => index === 0),
    3,
  );
  expect(all.map(({ endUnit }) => endUnit)).toEqual([103, 106]);
  expect(copied.nextUnit).toBe(107);
  const samples = all.flatMap(({ bytes }) => readFragment(bytes, NO_DEFAULTS));
  expect(samples.map(({ decodeTicks }) => decodeTicks / 512)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(samples.map(isSyncSample)).toEqual([true, false, false, false, false, false]);
  expect(samples.map(({ data }) => data[0])).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a fragment ends before a key frame, as an encoder has it', () => {
  const { all } = fragmentsOf([true, false, false, false, true, false, false], 3);
  expect(all.map(({ endUnit }) => endUnit)).toEqual([103, 104, 107]);
});
