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

const captionCueSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9._-]{1,60}$/),
  startMs: momentSchema,
  endMs: momentSchema,
  speaker: z.string().max(120).optional(),
  words: z.array(z.strictObject({ atMs: momentSchema, text: z.string().max(200) })).max(80),
});

export const timedEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('range'), range: dateRangeSchema }),
  z.strictObject({
    kind: z.literal('metadata'),
    number: z.int().nonnegative(),
    atMs: momentSchema,
    text: z.string().max(1_024),
  }),
  /** What was said, in the captions of that language. */
  z.strictObject({
    kind: z.literal('cue'),
    language: z.string().regex(/^[A-Za-z0-9-]{1,35}$/),
    cue: captionCueSchema,
  }),
]);
export type TimedEvent = z.output<typeof timedEventSchema>;
