import { z } from 'zod';
import { LIMITS, POLL_KINDS, type Poll } from '#protocol';
import { answer, body, idSchema, lineSchema, timeSchema, toIso } from './basics.js';

const optionNumber = z
  .number()
  .int()
  .min(0)
  .max(LIMITS.pollOptions - 1);

export const pollBody = body(
  'PollWish',
  z.strictObject({
    question: lineSchema(LIMITS.questionLength),
    options: z.array(lineSchema(LIMITS.pollOptionLength)).min(1).max(LIMITS.pollOptions),
    kind: z.enum(POLL_KINDS).default('poll').describe('A giveaway has one option: to enter'),
    answer: z.exactOptional(optionNumber).describe('The right option of a quiz, from 0'),
    seconds: z
      .exactOptional(z.number().int().min(5).max(600))
      .describe('Closed by itself so long after it opens'),
    winners: z.number().int().min(1).max(LIMITS.winners).default(1).describe('Of a giveaway'),
  }),
);
export const revealBody = body(
  'PollOutcome',
  z.strictObject({
    option: z.exactOptional(optionNumber).describe('Which option of a prediction came true'),
  }),
);
export const pollAnswer = answer(
  'Poll',
  z.object({
    id: idSchema,
    kind: z.enum(POLL_KINDS),
    question: z.string(),
    options: z.array(
      z.object({
        text: z.string(),
        votes: z.number().int().describe('Of a quiz 0 until its answer is out'),
      }),
    ),
    votes: z.number().int(),
    closed: z.boolean(),
    createdAt: timeSchema,
    answer: z.number().int().nullable().describe('The right option, from the outcome on'),
    winners: z.array(z.object({ personId: idSchema, name: z.string() })),
  }),
);
export const pollsAnswer = answer('Polls', z.object({ items: z.array(pollAnswer) }));
export const revealAnswer = answer(
  'PollReveal',
  z.object({
    inMs: z
      .number()
      .int()
      .describe('So long until the outcome is sent: the furthest viewer answers until then'),
  }),
);

export const toPollAnswer = (poll: Poll) => ({
  id: poll.pollId,
  kind: poll.kind ?? 'poll',
  question: poll.question,
  options: poll.options,
  votes: poll.votes ?? poll.options.reduce((sum, { votes }) => sum + votes, 0),
  closed: poll.closed,
  createdAt: toIso(poll.atWallMs),
  answer: poll.answer ?? null,
  winners: poll.winners ?? [],
});
