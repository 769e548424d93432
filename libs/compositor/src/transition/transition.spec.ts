import { expect, test } from '@jest/globals';
import { createI420, fillI420, rgbToYuv } from '../mix/i420.js';
import { mixTransition } from './transition.js';

const RED = rgbToYuv(255, 0, 0);
const BLUE = rgbToYuv(0, 0, 255);

function mixed(kind: 'fade' | 'slide', share: number) {
  const from = createI420(16, 4);
  const to = createI420(16, 4);
  fillI420(from, RED);
  fillI420(to, BLUE);
  mixTransition(kind, share, from, to);
  return to;
}

test.each(['fade', 'slide'] as const)('a %s begins with what was and ends with what comes', (kind) => {
  expect(new Set(mixed(kind, 0).y)).toEqual(new Set([RED.y]));
  expect(new Set(mixed(kind, 1).y)).toEqual(new Set([BLUE.y]));
  expect(mixed(kind, 5).data).toEqual(mixed(kind, 1).data);
  expect(mixed(kind, 0.3).data).toEqual(mixed(kind, 0.3).data);
});

test('half of the way a fade is the mean of both', () => {
  const middle = mixed('fade', 0.5);
  expect(middle.y[5]).toBe(Math.round((RED.y + BLUE.y) / 2));
  expect(middle.u[3]).toBe(Math.round((RED.u + BLUE.u) / 2));
});

test('half of the way a slide shows one half of each, the colours with the brightness', () => {
  const middle = mixed('slide', 0.5);
  const row = [...middle.y.subarray(16, 32)];
  expect(row).toEqual([...Array(8).fill(RED.y), ...Array(8).fill(BLUE.y)]);
  expect([...middle.v.subarray(0, 8)]).toEqual([...Array(4).fill(RED.v), ...Array(4).fill(BLUE.v)]);
});
