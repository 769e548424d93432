import { z } from 'zod';
import { LIMITS } from '../limits.js';

/** An id of any kind on the wire: short and without anything that could be read as a path or markup. */
export const idSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\w.:@-]+$/);
export const nameSchema = z.string().trim().min(1).max(LIMITS.nameLength);
export const emptySchema = z.object({});
export const wallMsSchema = z.number().int().nonnegative();

export const TRACK_SOURCES = ['camera', 'microphone', 'screen', 'screen-sound'] as const;
export const sourceSchema = z.enum(TRACK_SOURCES);
export type WireTrackSource = (typeof TRACK_SOURCES)[number];

export const kindSchema = z.enum(['audio', 'video']);
/** `#rrggbb` */
export const colourSchema = z.string().regex(/^#[0-9a-fA-F]{6}$/);
