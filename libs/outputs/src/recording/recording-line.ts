import { z } from 'zod';

export const feedRenditionSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  kind: z.enum(['video', 'audio', 'subtitles']),
  format: z.string().max(32).optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  frameRate: z.number().optional(),
  language: z.string().max(35).optional(),
  name: z.string().max(200).optional(),
  targetBitrate: z.number(),
});

/** Where bytes lie in the file of their rendition. */
const place = { offset: z.int().nonnegative(), bytes: z.int().nonnegative() };

const recordedSegment = z.object({
  msn: z.int().positive(),
  /** Of the show's own name for the segment: it is recorded once. */
  uri: z.string(),
  mapUri: z.string(),
  startSeconds: z.number(),
  endSeconds: z.number(),
  programDateTimeMs: z.number(),
  discontinuity: z.boolean(),
  ...place,
});
export type RecordedSegment = z.output<typeof recordedSegment>;

/** One fact a line, in the order in which it became true. A place is named only once its bytes are on disk. */
export const recordingLineSchema = z.discriminatedUnion('fact', [
  z.object({ fact: z.literal('rendition'), rendition: feedRenditionSchema }),
  z.object({ fact: z.literal('map'), renditionId: z.string(), uri: z.string(), ...place }),
  z.object({ fact: z.literal('segment'), renditionId: z.string(), segment: recordedSegment }),
]);
export type RecordingLine = z.output<typeof recordingLineSchema>;
