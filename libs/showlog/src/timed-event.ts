import { z } from 'zod';

const momentSchema = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);
const nameSchema = z.string().min(1).max(100);
const hexSchema = z.string().regex(/^(?:[0-9A-F]{2}){1,256}$/);

/** A span of the programme that its playlists name. Comes again under its id when more is known of it. */
export const dateRangeSchema = z.strictObject({
  id: nameSchema,
  class: nameSchema,
  startMs: momentSchema,
  endMs: momentSchema.optional(),
  endOnNext: z.boolean().optional(),
  plannedSeconds: z.number().nonnegative().optional(),
  scte35Out: hexSchema.optional(),
  scte35In: hexSchema.optional(),
  values: z.record(z.string().regex(/^[A-Z0-9-]{1,40}$/), z.string().max(400)),
});

export const timedEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('range'), range: dateRangeSchema }),
  z.strictObject({
    kind: z.literal('metadata'),
    number: z.int().nonnegative(),
    atMs: momentSchema,
    text: z.string().max(1_024),
  }),
]);
export type TimedEvent = z.output<typeof timedEventSchema>;
