/** Apart from the schemas: a page that takes this list must not carry zod. */

/** A quiz has a right answer from the start, a prediction gets one; a giveaway draws some of the viewers who enter. */
export const POLL_KINDS = ['poll', 'quiz', 'prediction', 'giveaway'] as const;
export type PollKind = (typeof POLL_KINDS)[number];
