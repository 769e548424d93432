import { z } from 'zod';
import { LIMITS } from '../limits.js';

/** An id of any kind on the wire: short and without anything that could be read as a path or markup. */
export const idSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\w.:@-]+$/);
/** What people write: no control characters but those of lines, no halves of characters. No database keeps them. */
export const textSchema = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, 'must not contain control characters');
export const nameSchema = textSchema(LIMITS.nameLength).min(1);
export const emptySchema = z.object({});
export const wallMsSchema = z.number().int().nonnegative();
/** A moment on the programme's clock, which is also that of EXT-X-PROGRAM-DATE-TIME. */
export const programmeMsSchema = z.number().int().nonnegative();

export const TRACK_SOURCES = ['camera', 'microphone', 'screen', 'screen-sound'] as const;
export const sourceSchema = z.enum(TRACK_SOURCES);
export type WireTrackSource = (typeof TRACK_SOURCES)[number];

export const kindSchema = z.enum(['audio', 'video']);
/** `#rrggbb` */
export const colourSchema = z.string().regex(/^#[0-9a-fA-F]{6}$/);
