import { z } from 'zod';
import { type Clip, LONGEST_CLIP_SECONDS } from '#outputs';
import { answer, body, idSchema, lineSchema, timeSchema, toIso } from './basics.js';

const seconds = z.number().min(0).max(864_000);

export const clipBody = body(
  'NewClip',
  z.union([
    z.strictObject({
      title: lineSchema(100).optional(),
      recordingId: idSchema.optional().describe('The newest of the main format where nothing is said'),
      fromSeconds: seconds.describe('From the first frame of the recording'),
      toSeconds: seconds,
    }),
    z.strictObject({
      title: lineSchema(100).optional(),
      lastSeconds: z
        .number()
        .min(1)
        .max(LONGEST_CLIP_SECONDS)
        .describe('The end of what is recorded by now, while the show is live'),
    }),
  ]),
);
export type ClipBody = z.output<typeof clipBody>;

export const clipAnswer = answer(
  'Clip',
  z.object({
    id: idSchema,
    recordingId: idSchema,
    title: z.string(),
    state: z.enum(['making', 'ready', 'failed']),
    progress: z.number().describe('Between 0 and 1'),
    fromSeconds: z.number(),
    toSeconds: z.number(),
    byName: z.string().nullable().describe('Nothing for a viewer'),
    createdAt: timeSchema,
    pageUrl: z.string().describe('Its page, to be shared'),
    mp4Url: z.string().nullable().describe('A link that expires: ask again'),
    imageUrl: z.string().nullable().describe('Its first frame. A link that expires: ask again'),
  }),
);
export const clipsAnswer = answer('Clips', z.object({ items: z.array(clipAnswer) }));

/** A clip that is there, or is being made. */
export interface KnownClip extends Omit<Clip, 'seconds' | 'bytes'> {
  recordingId: string;
  state: 'making' | 'ready' | 'failed';
  progress: number;
}

export const toClipAnswer = (
  clip: KnownClip,
  urls: { page: string; mp4: string | null; image: string | null },
) => ({
  id: clip.clipId,
  recordingId: clip.recordingId,
  title: clip.title,
  state: clip.state,
  progress: clip.progress,
  fromSeconds: clip.fromSeconds,
  toSeconds: clip.toSeconds,
  byName: clip.byName,
  createdAt: toIso(clip.createdAtMs),
  pageUrl: urls.page,
  mp4Url: urls.mp4,
  imageUrl: urls.image,
});
