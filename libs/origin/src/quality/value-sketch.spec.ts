import { expect, test } from '@jest/globals';
import { seededRandom } from '../../../../tests/support/kernel/seeded-random.js';
import { ValueSketch } from './value-sketch.js';

const exact = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0;

test('quantiles are right within one per cent, from a millisecond to an hour', () => {
  const random = seededRandom(1);
  const sketch = new ValueSketch();
  const values = Array.from({ length: 5_000 }, () => 1 + 3_600_000 ** random());
  for (const value of values) sketch.add(value);
  for (const share of [0.01, 0.25, 0.5, 0.9, 0.95, 0.99]) {
    const found = sketch.quantile(share) ?? 0;
    expect(Math.abs(found / exact(values, share) - 1)).toBeLessThanOrEqual(0.0101);
  }
  expect(sketch.cells().length).toBeLessThanOrEqual(760);
});

test('two added are as one, and what is out of bounds stands at the bound', () => {
  const one = new ValueSketch();
  const other = new ValueSketch();
  for (const value of [100, 200, 300]) one.add(value);
  for (const value of [400, 500]) other.add(value);
  one.merge(other.cells());
  one.merge([
    [-5, 3],
    [99_999, 3],
  ]);
  expect(one.count).toBe(5);
  expect(Math.round((one.quantile(0.5) ?? 0) / 10)).toBe(30);
  const bounds = new ValueSketch();
  for (const value of [-1, 0, 1e12, Number.POSITIVE_INFINITY]) bounds.add(value);
  expect(bounds.cells().every(([cell]) => cell >= 0 && cell <= 760)).toBe(true);
  expect(new ValueSketch().quantile(0.5)).toBeNull();
});
