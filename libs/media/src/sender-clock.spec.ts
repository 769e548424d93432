import { describe, expect, test } from '@jest/globals';
import { SenderClock } from './sender-clock.js';

describe("a sender's clock", () => {
  test('knows nothing before the first report', () => {
    expect(new SenderClock(90_000).isReported).toBe(false);
  });

  test('believes the first report at once, then smooths, then follows a step', () => {
    const clock = new SenderClock(48_000);
    clock.unwrap(48_000);
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
