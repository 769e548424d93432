import { z } from 'zod';
import { roleSchema } from '../roles.js';
import { idSchema, nameSchema, programmeMsSchema, wallMsSchema } from '../shapes/basics.js';
import { CHAT_EVENTS, POLL_KINDS } from './audience-kinds.js';
import { heldCauseSchema } from './chat-defences.js';

export const chatMessageSchema = z.object({
  messageId: idSchema,
  personId: idSchema,
  name: nameSchema,
  role: roleSchema,
  text: z.string(),
  /** What it answers, as much of it as a line above the answer shows. */
  replyTo: z.object({ messageId: idSchema, name: nameSchema, text: z.string() }).nullable(),
  atWallMs: wallMsSchema,
  programmeMs: z.exactOptional(programmeMsSchema),
  /** Folded on every page until its reader opens it, and why. */
  hiddenFor: z.exactOptional(heldCauseSchema),
  /** What happened to the person, who said nothing. Pages have words of their own for it; `text` says it in English. */
  event: z.exactOptional(z.enum(CHAT_EVENTS)),
});
export const questionSchema = z.object({
  questionId: idSchema,
  personId: idSchema,
  name: nameSchema,
  text: z.string(),
  votes: z.number().int().nonnegative(),
  state: z.enum(['open', 'answered', 'hidden']),
  atWallMs: wallMsSchema,
  programmeMs: z.exactOptional(programmeMsSchema),
});
export const pollKindSchema = z.enum(POLL_KINDS);

export const pollSchema = z.object({
  pollId: idSchema,
  /** Left out for a plain poll. */
  kind: z.exactOptional(pollKindSchema),
  question: z.string(),
  options: z.array(z.object({ text: z.string(), votes: z.number().int().nonnegative() })),
  /** Of all options: what a quiz tells of its votes before the answer. */
  votes: z.exactOptional(z.number().int().nonnegative()),
  closed: z.boolean(),
  atWallMs: wallMsSchema,
  /** When it was opened, and when it was closed, or will be by itself. */
  programmeMs: z.exactOptional(programmeMsSchema),
  closedProgrammeMs: z.exactOptional(programmeMsSchema),
  /** The right option and the winners, from the reveal on. */
  revealedProgrammeMs: z.exactOptional(programmeMsSchema),
  answer: z.exactOptional(z.number().int().nonnegative()),
  winners: z.exactOptional(z.array(z.object({ personId: idSchema, name: nameSchema }))),
});
/** Right answers of one show's quizzes and predictions; of as many the faster ones come first. */
export const scoreSchema = z.object({
  personId: idSchema,
  name: nameSchema,
  right: z.number().int().nonnegative(),
  tookMs: z.number().int().nonnegative(),
});
export type Score = z.output<typeof scoreSchema>;
export type ChatMessage = z.output<typeof chatMessageSchema>;
export type Question = z.output<typeof questionSchema>;
export type Poll = z.output<typeof pollSchema>;

export const REACTIONS = ['clap', 'heart', 'laugh', 'wow', 'fire', 'thumbs-up'] as const;
export type Reaction = (typeof REACTIONS)[number];
export const reactionSchema = z.enum(REACTIONS);

/** The rules of one show's audience. Everybody sees them; the word list only moderators. */
export const audienceRulesSchema = z.object({
  chatOpen: z.boolean(),
  /** Between two messages of one person; 0 is off. */
  slowModeSeconds: z.number().int().min(0).max(600),
  allowLinks: z.boolean(),
  questionsOpen: z.boolean(),
  reactionsOpen: z.boolean(),
  /** Each viewer is shown what is said at its moment in that viewer's own video. */
  inStep: z.boolean(),
  /** How many messages a second pages show at most: what a person can read. 0 shows all. */
  messagesPerSecond: z.number().int().min(0).max(200),
  /** The chat is slowed by itself while far more is said than can be read. */
  slowByLoad: z.boolean(),
});
export type AudienceRules = z.output<typeof audienceRulesSchema>;

/** Told to the person it concerns: nobody is silenced without knowing. */
export const restrictionSchema = z.object({
  kind: z.enum(['timeout', 'ban', 'lifted']),
  untilWallMs: wallMsSchema.nullable(),
  reason: z.string(),
});
export type Restriction = z.output<typeof restrictionSchema>;
