import { z } from 'zod';
import { entrySchema } from './entry.js';
import { positionSchema } from './position.js';

/**
 * A snapshot is a `snapshot` message, `bytes` for each name in it, and `snapshot-end`: the same in both directions.
 */
export const snapshotMessages = [
  z.strictObject({ kind: z.literal('snapshot'), position: positionSchema.optional(), state: z.unknown() }),
  z.strictObject({ kind: z.literal('bytes'), name: z.string().min(1).max(256) }),
  z.strictObject({ kind: z.literal('snapshot-end') }),
] as const;

/** From a writer to its followers. */
export const fromWriterSchema = z.discriminatedUnion('kind', [
  ...snapshotMessages,
  /** The follower's replica is taken as it is: entries after this position follow. */
  z.strictObject({ kind: z.literal('resumed'), position: positionSchema }),
  z.strictObject({ kind: z.literal('entry'), seq: z.int().positive(), entry: entrySchema }),
  /** A writer that goes on where another one was asks for what its follower has. */
  z.strictObject({ kind: z.literal('tell-state') }),
]);
export type FromWriter = z.output<typeof fromWriterSchema>;

/** From a follower; the first message is `follow`. */
export const fromFollowerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('follow'), have: positionSchema.optional() }),
  ...snapshotMessages,
  z.strictObject({ kind: z.literal('no-state') }),
]);
export type FromFollower = z.output<typeof fromFollowerSchema>;
