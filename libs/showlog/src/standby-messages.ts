import { z } from 'zod';
import { entrySchema } from './entry.js';
import { snapshotMessages } from './messages.js';
import { openRunSchema } from './open-runs.js';

/** From a writer to its standby: the newest runs, a snapshot, and every entry before anybody else has it. */
export const toStandbySchema = z.discriminatedUnion('kind', [
  ...snapshotMessages,
  /** Where the newest run of a rendition stands. Its map stands beside it. */
  z.strictObject({ kind: z.literal('open-run'), openRun: openRunSchema }),
  z.strictObject({ kind: z.literal('entry'), seq: z.int().positive(), entry: entrySchema }),
  /** So long ago was the show's time zero. */
  z.strictObject({ kind: z.literal('time'), id: z.int(), elapsedMs: z.number() }),
  /** The standby has everything: the show is its own from now on. */
  z.strictObject({ kind: z.literal('yours') }),
]);
export type ToStandby = z.output<typeof toStandbySchema>;

/** From a standby; the first message is `stand-by`. */
export const fromStandbySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stand-by'), nodeId: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('ask-time'), id: z.int() }),
  /** It composes in step and has the log: what is published from now on waits for it. */
  z.strictObject({ kind: z.literal('in-step') }),
  z.strictObject({ kind: z.literal('acknowledged'), seq: z.int().nonnegative() }),
]);
