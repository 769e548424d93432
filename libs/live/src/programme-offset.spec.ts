import { expect, test } from '@jest/globals';
import { ProgrammeOffset } from './programme-offset.js';

test('before the first reading the programme is at the wall clock', () => {
  expect(new ProgrammeOffset().ms).toBe(0);
});

test('the least late reading of the last seconds counts', () => {
  const offset = new ProgrammeOffset();
  for (const lateMs of [30, 4, 900]) offset.read(1_000_000 + 250 - lateMs, 1_000_000);
  expect(offset.ms).toBe(246);
});

test('a wall clock that is set right is followed within ten readings', () => {
  const offset = new ProgrammeOffset();
  offset.read(1_000, 1_000);
  for (let second = 1; second <= 10; second += 1) offset.read(1_000 + second * 1_000, second * 1_000 + 4_000);
  expect(offset.ms).toBe(-3_000);
});

test('another programme begins without readings', () => {
  const offset = new ProgrammeOffset();
  offset.read(2_000, 1_000);
  offset.clear();
  expect(offset.ms).toBe(0);
});
