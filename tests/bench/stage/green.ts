import type { Rgb } from '../../support/page/test-card.js';

export const GREEN: Rgb = [20, 140, 40];

/** Whatever encoders made of it. */
export const isGreen = ([r, g, b]: Rgb): boolean => g > r + 30 && g > b + 30;
