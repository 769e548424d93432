import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { LIMITS } from '../limits.js';
import { EVERYBODY, MODERATORS, roleSchema } from '../roles.js';
import { emptySchema, idSchema, nameSchema, wallMsSchema } from '../shapes/basics.js';

export const chatMessageSchema = z.object({
  messageId: idSchema,
  personId: idSchema,
  name: nameSchema,
  role: roleSchema,
  text: z.string(),
  atWallMs: wallMsSchema,
});
export const questionSchema = z.object({
  questionId: idSchema,
  personId: idSchema,
  name: nameSchema,
  text: z.string(),
  votes: z.number().int().nonnegative(),
  state: z.enum(['open', 'answered', 'hidden']),
  atWallMs: wallMsSchema,
});
export const pollSchema = z.object({
  pollId: idSchema,
  question: z.string(),
  options: z.array(z.object({ text: z.string(), votes: z.number().int().nonnegative() })),
  closed: z.boolean(),
  atWallMs: wallMsSchema,
});
export type ChatMessage = z.output<typeof chatMessageSchema>;
export type Question = z.output<typeof questionSchema>;
export type Poll = z.output<typeof pollSchema>;

export const REACTIONS = ['clap', 'heart', 'laugh', 'wow', 'fire', 'thumbs-up'] as const;
export type Reaction = (typeof REACTIONS)[number];
const reactionSchema = z.enum(REACTIONS);

const byModerator = { response: emptySchema, roles: MODERATORS, rate: RATE.click } as const;
const text = (limit: number) => z.string().trim().min(1).max(limit);

const chatRequests = {
  'chat.send': defineRequest({
    request: z.object({ text: text(LIMITS.chatLength) }),
    response: z.object({ messageId: idSchema }),
    roles: EVERYBODY,
    rate: RATE.talk,
  }),
  /** One's own, or anybody's by a moderator. */
  'chat.delete': defineRequest({
    request: z.object({ messageId: idSchema }),
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  /** Null takes the pinned one down. */
  'chat.pin': defineRequest({ request: z.object({ messageId: idSchema.nullable() }), ...byModerator }),
  /** Seconds between two messages of one person; 0 is off. */
  'chat.slow-mode': defineRequest({
    request: z.object({ seconds: z.number().int().min(0).max(600) }),
    ...byModerator,
  }),
} as const;

const questionRequests = {
  'question.ask': defineRequest({
    request: z.object({ text: text(LIMITS.questionLength) }),
    response: z.object({ questionId: idSchema }),
    roles: EVERYBODY,
    rate: RATE.rare,
  }),
  'question.vote': defineRequest({
    request: z.object({ questionId: idSchema, up: z.boolean() }),
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  'question.answer': defineRequest({ request: z.object({ questionId: idSchema }), ...byModerator }),
  'question.hide': defineRequest({ request: z.object({ questionId: idSchema }), ...byModerator }),
} as const;

const pollRequests = {
  'poll.create': defineRequest({
    request: z.object({
      question: text(LIMITS.questionLength),
      options: z.array(text(80)).min(2).max(LIMITS.pollOptions),
    }),
    response: z.object({ pollId: idSchema }),
    roles: MODERATORS,
    rate: RATE.click,
  }),
  'poll.vote': defineRequest({
    request: z.object({
      pollId: idSchema,
      option: z
        .number()
        .int()
        .min(0)
        .max(LIMITS.pollOptions - 1),
    }),
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  'poll.close': defineRequest({ request: z.object({ pollId: idSchema }), ...byModerator }),
} as const;

export const audienceRequests = {
  ...chatRequests,
  ...questionRequests,
  ...pollRequests,
  'reaction.send': defineRequest({
    request: z.object({ reaction: reactionSchema }),
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  /** What somebody who comes late has missed. */
  'audience.get': defineRequest({
    request: emptySchema,
    response: z.object({
      chat: z.array(chatMessageSchema),
      pinned: chatMessageSchema.nullable(),
      slowModeSeconds: z.number().int(),
      questions: z.array(questionSchema),
      polls: z.array(pollSchema),
      viewers: z.number().int(),
    }),
    roles: EVERYBODY,
    rate: RATE.click,
  }),
} as const;

/** Fanned out to thousands, so lists are batches: one message a tick, not one a line. */
export const audienceEvents = {
  'chat.messages': z.object({ messages: z.array(chatMessageSchema) }),
  'chat.deleted': z.object({ messageIds: z.array(idSchema) }),
  'chat.pinned': z.object({ message: chatMessageSchema.nullable() }),
  'chat.slow-mode-changed': z.object({ seconds: z.number().int() }),
  'reaction.counts': z.object({
    counts: z.partialRecord(reactionSchema, z.number().int().positive()),
  }),
  'question.changed': z.object({ questions: z.array(questionSchema) }),
  'poll.changed': z.object({ poll: pollSchema }),
  'audience.counted': z.object({ viewers: z.number().int().nonnegative() }),
} as const;
