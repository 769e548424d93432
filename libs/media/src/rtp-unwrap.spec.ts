import { expect, test } from '@jest/globals';
import { RtpUnwrap } from './rtp-unwrap.js';

test('counts on across the wrap and back', () => {
  const unwrap = new RtpUnwrap(16);
  expect([65_534, 1, 65_535, 2].map((value) => unwrap.next(value))).toEqual([65_534, 65_537, 65_535, 65_538]);
});

test('goes below its first value when an older one follows', () => {
  const unwrap = new RtpUnwrap(16);
  expect([3, 65_530, 65_531].map((value) => unwrap.next(value))).toEqual([3, -6, -5]);
});

test('peek does not move it', () => {
  const unwrap = new RtpUnwrap(32);
  unwrap.next(10);
  expect(unwrap.peek(4_294_967_295)).toBe(-1);
  expect(unwrap.next(20)).toBe(20);
});
