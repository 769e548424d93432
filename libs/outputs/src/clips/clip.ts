import { z } from 'zod';

/** The longest that may be shared. */
export const LONGEST_CLIP_SECONDS = 180;

/** `clip_` and small letters: it stands in file names. */
const clipId = z.string().regex(/^clip_[a-z0-9]{1,40}$/);

/** A part of a recording to share. */
export const clipWishSchema = z.strictObject({
  clipId,
  title: z.string().max(200),
  /** From the recording's first frame. */
  fromSeconds: z.number().nonnegative(),
  toSeconds: z.number().nonnegative(),
  /** Who made it, as others may read it; nothing for a viewer. */
  byName: z.string().max(200).nullable(),
});
export type ClipWish = z.output<typeof clipWishSchema>;

/** A clip that is there. */
export const clipSchema = clipWishSchema.extend({
  seconds: z.number(),
  bytes: z.int().nonnegative(),
  createdAtMs: z.number(),
});
export type Clip = z.output<typeof clipSchema>;

const stemOf = (id: string): string => id.replace('_', '-');

export const clipFile = (id: string): string => `${stemOf(id)}.mp4`;
export const clipImage = (id: string): string => `${stemOf(id)}.jpg`;
