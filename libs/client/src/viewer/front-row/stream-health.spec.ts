import { expect, test } from '@jest/globals';
import { StreamHealth, type StreamSample } from './stream-health.js';

const sample = (nowMs: number, fields: Partial<StreamSample> = {}): StreamSample => ({
  nowMs,
  frames: 0,
  bytes: 0,
  freezesS: 0,
  isHidden: false,
  ...fields,
});

test('a handshake has some seconds for its first frame', () => {
  const health = new StreamHealth(0);
  expect(health.step(sample(5_500))).toBe(true);
  expect(health.step(sample(6_000))).toBe(false);
});

test('a second without a new frame is the end', () => {
  const health = new StreamHealth(0);
  expect(health.step(sample(500, { frames: 3 }))).toBe(true);
  expect(health.step(sample(1_000, { frames: 18 }))).toBe(true);
  expect(health.step(sample(1_900, { frames: 18 }))).toBe(true);
  expect(health.step(sample(2_000, { frames: 18 }))).toBe(false);
});

test('bytes are enough on a page that nobody sees', () => {
  const health = new StreamHealth(0);
  health.step(sample(500, { frames: 3, bytes: 10 }));
  expect(health.step(sample(60_000, { frames: 3, bytes: 900, isHidden: true }))).toBe(true);
  expect(health.step(sample(62_000, { frames: 3, bytes: 900, isHidden: true }))).toBe(false);
});

test('many freezes are the end as well, spread ones are not', () => {
  const health = new StreamHealth(0);
  let frames = 0;
  const at = (nowMs: number, freezesS: number) => {
    frames += 5;
    return health.step(sample(nowMs, { frames, freezesS }));
  };
  expect([at(0, 0), at(6_000, 1.5), at(12_000, 3), at(18_000, 4.5)]).toEqual([true, true, true, true]);
  expect(at(20_000, 6)).toBe(false);
});
