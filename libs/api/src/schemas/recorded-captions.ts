import { z } from 'zod';
import type { FoundCaption } from '#outputs';
import { answer, pageQuery, timeSchema, toIso } from './basics.js';

const LONGEST_QUESTION = 200;
/** A page further back than that is reached by other words. */
export const MOST_FOUND = 10_000;

export const captionQuery = z.strictObject({
  q: z
    .string()
    .max(LONGEST_QUESTION)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
    .optional()
    .describe('Words that were said; everything without them'),
  language: z.string().max(35).optional().describe('A language of the recording; all without it'),
  limit: pageQuery.shape.limit,
  after: z.coerce.number().int().min(0).max(MOST_FOUND).default(0).describe('`next` of the page before'),
});

export const captionPage = answer(
  'CaptionPage',
  z.object({
    items: z.array(
      z.object({
        language: z.string(),
        atSeconds: z
          .number()
          .describe('Of the first word that was found, from the first frame that is played'),
        endSeconds: z.number(),
        at: timeSchema.describe('The same moment on the programme’s clock, that of the playlists'),
        speaker: z.string().nullable(),
        text: z.string(),
      }),
    ),
    next: z.number().int().nullable(),
  }),
);

const seconds = (ms: number): number => Math.max(0, Math.round(ms) / 1_000);

export const toCaptionAnswer = (
  { atMs, endMs, speaker, text }: FoundCaption,
  language: string,
  playedFromMs: number,
) => ({
  language,
  atSeconds: seconds(atMs - playedFromMs),
  endSeconds: seconds(endMs - playedFromMs),
  at: toIso(atMs),
  speaker: speaker ?? null,
  text,
});
