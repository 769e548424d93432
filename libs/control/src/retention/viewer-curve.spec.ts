import { expect, test } from '@jest/globals';
import { viewerCurve } from './viewer-curve.js';

const samples = (count: number, viewers: (n: number) => number) =>
  Array.from({ length: count }, (_, n) => ({ atMs: n * 10_000, viewers: viewers(n) }));

test('few samples stay as they are, none is none', () => {
  expect(viewerCurve([])).toEqual([]);
  const few = samples(240, (n) => n);
  expect(viewerCurve(few)).toEqual(few);
});

test('many become a few, in their order, and no peak is lost', () => {
  const curve = viewerCurve(samples(5_000, (n) => (n === 3_333 ? 900 : n % 7)));
  expect(curve.length).toBeLessThanOrEqual(240);
  expect(Math.max(...curve.map(({ viewers }) => viewers))).toBe(900);
  expect(curve.map(({ atMs }) => atMs)).toEqual(curve.map(({ atMs }) => atMs).sort((a, b) => a - b));
});
