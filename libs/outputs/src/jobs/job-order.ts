import { z } from 'zod';

const folder = z.string().min(1);

/** What a job's process does: its first message. */
export const jobOrderSchema = z.discriminatedUnion('kind', [
  /** The programme of a recording as one file with fast start. */
  z.strictObject({ kind: z.literal('mp4'), folder }),
]);
export type JobOrder = z.output<typeof jobOrderSchema>;

export const jobResultSchema = z.strictObject({
  mp4Bytes: z.int().nonnegative().optional(),
});
export type JobResult = z.output<typeof jobResultSchema>;

/** From a job's process: how far it is, and how it ended. */
export const fromJobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), done: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('finished'), result: jobResultSchema }),
  z.strictObject({ kind: z.literal('failed'), reason: z.string().max(2_000) }),
]);
export type FromJob = z.output<typeof fromJobSchema>;
