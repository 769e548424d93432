import { describe, expect, test } from '@jest/globals';
import { SenderClock } from './sender-clock.js';

describe("a sender's clock", () => {
  test('follows the earliest arrival until the first report', () => {
    const clock = new SenderClock(90_000);
    clock.observe(clock.unwrap(0), 1_040);
    clock.observe(clock.unwrap(3_000), 1_053);
    clock.observe(clock.unwrap(6_000), 1_200);
    expect(clock.senderMs(6_000)).toBeCloseTo(1_053 + 1_000 / 30, 3);
    expect(clock.isReported).toBe(false);
  });

  test('believes the first report at once, then smooths, then follows a step', () => {
    const clock = new SenderClock(48_000);
    clock.observe(clock.unwrap(48_000), 500);
    clock.report(10_000, 48_000);
    expect(clock.senderMs(96_000)).toBe(11_000);
    clock.report(11_004, 96_000);
    expect(clock.senderMs(96_000)).toBe(11_001);
    clock.report(99_000, 96_000);
    expect(clock.senderMs(96_000)).toBe(99_000);
  });

  test('answers the time stamp of a moment, across the wrap', () => {
    const clock = new SenderClock(90_000);
    clock.report(0, 4_294_967_295);
    clock.unwrap(4_294_967_295);
    expect(clock.senderMs(clock.unwrap(89_999))).toBeCloseTo(1_000, 6);
    expect(clock.rtpAt(1_000)).toBe(4_294_967_295 + 90_000);
  });
});
