import { z } from 'zod';

/** A clip that was converted for programmes: H.264 and AAC, or one of them, in a file on this machine. */
export const clipFileSchema = z.strictObject({
  /** As layouts name it. */
  id: z.string().min(1).max(200),
  path: z.string().min(1).max(4_096),
  /** Of the video; nothing where the clip is audio only. */
  video: z
    .strictObject({
      width: z.number().int().min(2).max(1_920).multipleOf(2),
      height: z.number().int().min(2).max(1_920).multipleOf(2),
    })
    .optional(),
  hasAudio: z.boolean(),
});
export type ClipFile = z.output<typeof clipFileSchema>;

export const CLIP_ACTIONS = ['play', 'pause', 'stop'] as const;
export type ClipAction = (typeof CLIP_ACTIONS)[number];
