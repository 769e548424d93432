import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { LIMITS } from '../limits.js';
import { EVERYBODY, MODERATORS } from '../roles.js';
import { emptySchema, idSchema, programmeMsSchema, textSchema } from '../shapes/basics.js';
import {
  audienceRulesSchema,
  chatMessageSchema,
  pollKindSchema,
  pollSchema,
  questionSchema,
  reactionSchema,
  restrictionSchema,
  scoreSchema,
} from './audience-shapes.js';
import { HELD_DECISIONS } from './chat-defence-kinds.js';
import {
  chatDefencesChangeSchema,
  chatDefencesSchema,
  heldMessageSchema,
  wordListSchema,
} from './chat-defences.js';

const byModerator = { response: emptySchema, roles: MODERATORS, rate: RATE.click } as const;
const text = (limit: number) => textSchema(limit).min(1);

const chatRequests = {
  'chat.send': defineRequest({
    request: z.object({ text: text(LIMITS.chatLength), replyTo: z.exactOptional(idSchema) }),
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
  /** On a message that waits for a moderator. `ban` bans its author too. */
  'chat.decide': defineRequest({
    request: z.object({ messageId: idSchema, decision: z.enum(HELD_DECISIONS) }),
    ...byModerator,
  }),
  /** Null takes the pinned one down. */
  'chat.pin': defineRequest({ request: z.object({ messageId: idSchema.nullable() }), ...byModerator }),
  /** Everything older than what the page has, newest last. */
  'chat.history': defineRequest({
    request: z.object({ beforeMessageId: idSchema }),
    response: z.object({ messages: z.array(chatMessageSchema), isStart: z.boolean() }),
    roles: EVERYBODY,
    rate: RATE.click,
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

const optionNumber = z
  .number()
  .int()
  .min(0)
  .max(LIMITS.pollOptions - 1);

/** A giveaway has one option, to enter. */
export const pollWishShape = {
  question: text(LIMITS.questionLength),
  options: z.array(text(LIMITS.pollOptionLength)).min(1).max(LIMITS.pollOptions),
  kind: pollKindSchema.default('poll'),
  /** The right option of a quiz. */
  answer: z.exactOptional(optionNumber),
  /** Closed by itself so long after it was opened. */
  seconds: z.exactOptional(z.number().int().min(5).max(600)),
  /** Of a giveaway. */
  winners: z.number().int().min(1).max(LIMITS.winners).default(1),
};

const pollRequests = {
  'poll.create': defineRequest({
    request: z.object(pollWishShape),
    response: z.object({ pollId: idSchema }),
    roles: MODERATORS,
    rate: RATE.click,
  }),
  'poll.vote': defineRequest({
    request: z.object({
      pollId: idSchema,
      option: optionNumber,
      /** Where the voter's playhead is: a poll is open for as long in every viewer's own video. */
      programmeMs: z.exactOptional(programmeMsSchema),
    }),
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  'poll.close': defineRequest({ request: z.object({ pollId: idSchema }), ...byModerator }),
  /**
   * The answer of a quiz, the outcome of a prediction (`option`) or the draw of a giveaway. It leaves the server once
   * the poll is closed for the furthest viewer too: `inMs` from now.
   */
  'poll.reveal': defineRequest({
    request: z.object({ pollId: idSchema, option: z.exactOptional(optionNumber) }),
    response: z.object({ inMs: z.number().int().nonnegative() }),
    roles: MODERATORS,
    rate: RATE.click,
  }),
} as const;

const orderRequests = {
  /** Silent for a while, and told so. Seconds of 0 end it. */
  'audience.timeout': defineRequest({
    request: z.object({
      personId: idSchema,
      seconds: z.number().int().min(0).max(86_400),
      reason: textSchema(200).default(''),
    }),
    ...byModerator,
  }),
  /** What is left out stays as it is. */
  'audience.set-rules': defineRequest({
    request: audienceRulesSchema.partial().extend({
      blockedWords: wordListSchema.optional(),
      defences: chatDefencesChangeSchema.optional(),
    }),
    ...byModerator,
  }),
  'audience.get-words': defineRequest({
    request: emptySchema,
    response: z.object({ blockedWords: z.array(z.string()), defences: chatDefencesSchema }),
    roles: MODERATORS,
    rate: RATE.click,
  }),
  /** A line from the host above everybody's chat; null takes it down. */
  'audience.notice': defineRequest({ request: z.object({ text: text(300).nullable() }), ...byModerator }),
} as const;

/** Slow mode by load, as it is now: above what the rules say, or absent. */
const slowedSchema = z.exactOptional(z.number().int().positive());

export const audienceRequests = {
  ...orderRequests,
  ...chatRequests,
  ...questionRequests,
  ...pollRequests,
  'reaction.send': defineRequest({
    request: z.object({ reaction: reactionSchema }),
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  /** What a late arrival has missed. */
  'audience.get': defineRequest({
    request: emptySchema,
    response: z.object({
      chat: z.array(chatMessageSchema),
      pinned: chatMessageSchema.nullable(),
      notice: z.string().nullable(),
      rules: audienceRulesSchema,
      slowedSeconds: slowedSchema,
      restriction: restrictionSchema.nullable(),
      /** Questions and polls that this person voted in. */
      votedFor: z.array(idSchema),
      questions: z.array(questionSchema),
      polls: z.array(pollSchema),
      /** What this person chose in polls. */
      chosen: z.exactOptional(z.record(idSchema, optionNumber)),
      scores: z.exactOptional(z.array(scoreSchema)),
      viewers: z.number().int(),
      /** What waits for a moderator, for moderators. */
      held: z.exactOptional(z.array(heldMessageSchema)),
      /** Now, and when the pinned message and the notice were put up, where that is known. */
      programmeMs: z.exactOptional(programmeMsSchema),
      pinnedProgrammeMs: z.exactOptional(programmeMsSchema),
      noticeProgrammeMs: z.exactOptional(programmeMsSchema),
    }),
    roles: EVERYBODY,
    rate: RATE.click,
  }),
} as const;

/** Pages show it when their viewer's playhead gets there. */
const timed = { programmeMs: z.exactOptional(programmeMsSchema) };

/** Fanned out to thousands, so lists are batches: one message a tick, not one a line. */
export const audienceEvents = {
  'chat.messages': z.object({
    messages: z.array(chatMessageSchema),
    /** So many more were said and are not shown: nobody could read them. The history has them. */
    leftOut: z.exactOptional(z.number().int().positive()),
  }),
  'chat.deleted': z.object({ messageIds: z.array(idSchema) }),
  /** To moderators: what waits for one of them, and what waits no more. */
  'chat.held': z.object({ messages: z.array(heldMessageSchema) }),
  'chat.settled': z.object({ messageIds: z.array(idSchema) }),
  /** To its author: a message waits for a moderator, and how that was decided. */
  'chat.waiting': z.object({ messageId: idSchema, text: z.string() }),
  'chat.decided': z.object({ messageId: idSchema, isApproved: z.boolean() }),
  'chat.pinned': z.object({ message: chatMessageSchema.nullable(), ...timed }),
  'audience.rules-changed': z.object({ rules: audienceRulesSchema, slowedSeconds: slowedSchema }),
  'audience.noticed': z.object({ text: z.string().nullable(), ...timed }),
  'audience.restricted': restrictionSchema,
  'reaction.counts': z.object({
    counts: z.partialRecord(reactionSchema, z.number().int().positive()),
    ...timed,
  }),
  'question.changed': z.object({ questions: z.array(questionSchema), ...timed }),
  'poll.changed': z.object({ poll: pollSchema, ...timed }),
  'poll.scored': z.object({ scores: z.array(scoreSchema), ...timed }),
  /** What others say arrives late here, and is caught up with; or no longer. */
  'audience.delayed': z.object({ isDelayed: z.boolean() }),
  'audience.counted': z.object({ viewers: z.number().int().nonnegative() }),
} as const;
