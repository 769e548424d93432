import type { RequestData } from '#protocol';

/** A wish for a poll as it comes from a page that says nothing but the question and its options. */
export const plainPoll = (question: string, options: string[]): RequestData<'poll.create'> => ({
  question,
  options,
  kind: 'poll',
  winners: 1,
});
