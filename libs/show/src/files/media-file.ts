import { z } from 'zod';

/** Video or audio that hosts uploaded, to be played in the programme. */
export const mediaFileSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['receiving', 'waiting', 'converting', 'ready', 'refused']),
  sizeBytes: z.number().int(),
  receivedBytes: z.number().int(),
  /** Why it was refused. */
  reason: z.enum(['unreadable', 'too-long', 'interrupted']).optional(),
  /** What programmes play takes this; the upload is gone by then. */
  convertedBytes: z.number().int().optional(),
  seconds: z.number().optional(),
  video: z.strictObject({ width: z.number().int(), height: z.number().int() }).optional(),
  hasAudio: z.boolean().optional(),
});

export type MediaFile = z.output<typeof mediaFileSchema> & {
  /** 0 to 1, while it is converted. */
  progress?: number;
};
