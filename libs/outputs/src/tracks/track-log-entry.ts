import { z } from 'zod';
import { VIDEO_CODECS } from '#media';

/** The number that stands for a track within one connection to a programme. */
const index = z.int().min(0).max(65_535);

/** A moment of the programme and what of a track was played then. */
const playedPosition = z.strictObject({
  index,
  /** From the programme's first frame on. */
  atMs: z.number(),
  rtp: z.number(),
  /** On the sender's clock, where the sender told it. */
  senderMs: z.number().optional(),
});

/**
 * What participants send, as a programme passes it on and as it is kept until it becomes files: a line of facts, of
 * which `packets` has bytes beside it.
 */
export const trackLogEntrySchema = z.discriminatedUnion('kind', [
  /** First of each connection: the programme's first frame, on the wall clock and on that of arrivals. */
  z.strictObject({ kind: z.literal('began'), anchorWallMs: z.number(), anchorMonotonicMs: z.number() }),
  z.strictObject({
    kind: z.literal('track'),
    index,
    trackId: z.string().min(1).max(200),
    participantId: z.string().min(1).max(200),
    source: z.string().max(32),
    codec: z.enum([...VIDEO_CODECS, 'opus']),
    clockRateHz: z.int().positive(),
  }),
  /** As a stranger typed it. */
  z.strictObject({
    kind: z.literal('participant'),
    participantId: z.string().min(1).max(200),
    name: z.string().max(1_000),
  }),
  z.strictObject({ kind: z.literal('packets') }),
  z.strictObject({ kind: z.literal('report'), index, ntpMs: z.number(), rtpTimestamp: z.number() }),
  z.strictObject({ kind: z.literal('played'), positions: z.array(playedPosition).max(1_000) }),
  z.strictObject({ kind: z.literal('track-ended'), index }),
]);
export type TrackLogEntry = z.output<typeof trackLogEntrySchema>;
export type PlayedPosition = z.output<typeof playedPosition>;
