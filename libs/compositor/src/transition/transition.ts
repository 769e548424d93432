import { z } from 'zod';
import type { I420 } from '../mix/i420.js';

export const transitionSchema = z.strictObject({
  kind: z.enum(['cut', 'fade', 'slide']).default('cut'),
  durationMs: z.number().int().min(0).max(2_000).default(400),
});
export type Transition = z.output<typeof transitionSchema>;
export type TransitionInput = z.input<typeof transitionSchema>;

/** Starts and lands softly. */
const ease = (part: number): number => part * part * (3 - 2 * part);

const planesOf = ({ y, u, v, width }: I420): [plane: Uint8Array, width: number][] => [
  [y, width],
  [u, width / 2],
  [v, width / 2],
];

/** `weight` of 256 parts are the image that goes. */
function fadePlane(from: Uint8Array, to: Uint8Array, weight: number): void {
  const rest = 256 - weight;
  for (let i = 0; i < to.length; i += 1)
    to[i] = ((from[i] as number) * weight + (to[i] as number) * rest + 128) >> 8;
}

/** What comes enters at the right and pushes out what goes; `left` columns of that are still to be seen. */
function slidePlane(from: Uint8Array, to: Uint8Array, width: number, left: number): void {
  for (let row = 0; row < to.length; row += width) {
    to.copyWithin(row + left, row, row + width - left);
    to.set(from.subarray(row + width - left, row + width), row);
  }
}

/** Lays over `to` what is left of `from` when this share of the time has passed. A function of its arguments alone. */
export function mixTransition(kind: 'fade' | 'slide', share: number, from: I420, to: I420): void {
  const left = 1 - ease(Math.min(1, Math.max(0, share)));
  const source = planesOf(from);
  for (const [index, [plane, width]] of planesOf(to).entries()) {
    const [before] = source[index] as [Uint8Array, number];
    if (kind === 'fade') fadePlane(before, plane, Math.round(left * 256));
    else slidePlane(before, plane, width, Math.round((left * to.width) / 2) * (width / (to.width / 2)));
  }
}
