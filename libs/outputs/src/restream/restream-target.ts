import { z } from 'zod';
import { showIdSchema } from '../link/show-id.js';

export const outputIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Where a show is also sent to, with its key. Between server and outputs only: no log and no answer holds it. */
export const restreamTargetSchema = z.strictObject({
  id: outputIdSchema,
  url: z.string().max(2_000),
  key: z.string().max(1_000),
});
export type RestreamTarget = z.output<typeof restreamTargetSchema>;

/** Why a target does not get the show. */
export const RESTREAM_REASONS = [
  'refused-address',
  'unknown-host',
  'unreachable',
  'rejected',
  'too-slow',
  'broken',
] as const;

export const restreamStatusSchema = z.strictObject({
  id: outputIdSchema,
  showId: showIdSchema,
  /** `off`: it is not wanted, or the show is not on air. */
  state: z.enum(['off', 'connecting', 'live', 'retrying']),
  reason: z.enum(RESTREAM_REASONS).nullable(),
  sinceMs: z.number(),
  /** Connections that ended or failed since the target was started. */
  retries: z.int().min(0),
});
export type RestreamStatus = z.output<typeof restreamStatusSchema>;
