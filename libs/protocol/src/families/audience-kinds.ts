/** Apart from the schemas: a page that takes this list must not carry zod. */

/** A quiz has a right answer from the start, a prediction gets one; a giveaway draws some of the viewers who enter. */
export const POLL_KINDS = ['poll', 'quiz', 'prediction', 'giveaway'] as const;
export type PollKind = (typeof POLL_KINDS)[number];

/** What stands in the chat and nobody said. `on-stage`: a viewer whose hand was accepted, or who was invited, is on the stage. */
export const CHAT_EVENTS = ['on-stage'] as const;
export type ChatEvent = (typeof CHAT_EVENTS)[number];
