import { z } from 'zod';
import { chapterSchema, trimSchema } from '../edit/recording-edit.js';
import { recordedTrackSchema } from '../recording/recording-summary.js';

const folder = z.string().min(1);

export const jobKindSchema = z.enum(['mp4', 'preview', 'tracks', 'clip']);

/** A job as the server hands it out. */
export const queuedJobSchema = z.strictObject({
  id: z.string().max(64),
  kind: jobKindSchema,
  recordingId: z.string().max(64),
  /** What the kind needs to know beside the recording. */
  params: z.record(z.string(), z.unknown()),
});
export type QueuedJob = z.output<typeof queuedJobSchema>;

/** What a job's process does: its first message. */
export const jobOrderSchema = z.discriminatedUnion('kind', [
  /** The programme of a recording as one file with fast start. */
  z.strictObject({
    kind: z.literal('mp4'),
    folder,
    trim: trimSchema.nullable(),
    chapters: z.array(chapterSchema),
  }),
  /** An image of it, and small ones for the seek bar. */
  z.strictObject({
    kind: z.literal('preview'),
    folder,
    seconds: z.number().positive(),
    ffmpegPath: z.string().min(1),
  }),
  /** A file of each camera, microphone and screen. */
  z.strictObject({ kind: z.literal('tracks'), folder }),
  /** A part of the recording to share. */
  z.strictObject({
    kind: z.literal('clip'),
    folder,
    clipId: z.string().max(64),
    fromSeconds: z.number().nonnegative(),
    toSeconds: z.number().nonnegative(),
    ffmpegPath: z.string().min(1),
  }),
]);
export type JobOrder = z.output<typeof jobOrderSchema>;

export const jobResultSchema = z.strictObject({
  mp4Bytes: z.int().nonnegative().optional(),
  posterFile: z.string().max(100).optional(),
  tracks: z.array(recordedTrackSchema).max(1_000).optional(),
  clip: z.strictObject({ seconds: z.number(), bytes: z.int().nonnegative() }).optional(),
});
export type JobResult = z.output<typeof jobResultSchema>;

/** From a job's process: how far it is, and how it ended. */
export const fromJobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), done: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('finished'), result: jobResultSchema }),
  z.strictObject({ kind: z.literal('failed'), reason: z.string().max(2_000) }),
]);
export type FromJob = z.output<typeof fromJobSchema>;
