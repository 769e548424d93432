import type { Rgb } from '../page/test-card.js';

const NEAR = 40;

/** The same colour, after it was encoded some times. */
export const isNear = (one: Rgb, other: Rgb): boolean =>
  one.every((value, channel) => Math.abs(value - (other[channel] ?? 0)) <= NEAR);
