import type { PollRecord, PollVoteRecord } from '#audience';

/** A plain poll that is open. */
export const pollRecord = (
  fields: Pick<PollRecord, 'id' | 'showId' | 'createdAtMs'> & Partial<PollRecord>,
): PollRecord => ({
  kind: 'poll',
  question: 'Which?',
  options: ['a', 'b'],
  state: 'open',
  counts: [0, 0],
  closedAtMs: null,
  answer: null,
  winners: 1,
  revealedAtMs: null,
  ...fields,
});

export const pollVote = (
  fields: Pick<PollVoteRecord, 'pollId' | 'voter' | 'option'> & Partial<PollVoteRecord>,
): PollVoteRecord => ({ personId: '', name: '', tookMs: 0, hasWon: false, ...fields });
