import { z } from 'zod';

/** A place in a show's log. Each writer has a log of its own; `epoch` says which of two writers is the later one. */
export const positionSchema = z.strictObject({
  /** Random, so that a writer that knew nothing of the one before is not taken for it. */
  log: z.string().min(1).max(64),
  epoch: z.int().positive(),
  /** Of the newest entry that counts; 0 before the first. */
  seq: z.int().nonnegative(),
});
export type LogPosition = z.output<typeof positionSchema>;
