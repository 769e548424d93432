import type { Poll } from '#protocol';
import type { PollRecord, PollVoteRecord } from '../ports/polls-store.js';

/** A poll in memory. Votes are by voter; those of a plain poll that is over are only counted. */
export interface KeptPoll {
  record: PollRecord;
  counts: number[];
  votes: Map<string, PollVoteRecord>;
  /** When the outcome leaves the server, once a moderator wants it out; no vote counts after that. */
  outcomeAtMs?: number;
}

/** As everybody sees it: of a quiz only how many have answered until its answer is out. */
export function viewOfPoll(
  { record, counts, votes }: KeptPoll,
  programmeMs: (wallMs: number) => number,
): Poll {
  const { kind, createdAtMs, closedAtMs, revealedAtMs, answer } = record;
  const isSecret = kind === 'quiz' && revealedAtMs === null;
  const winners = [...votes.values()].filter(({ hasWon, name }) => hasWon && name !== '');
  return {
    pollId: record.id,
    ...(kind === 'poll' ? {} : { kind }),
    question: record.question,
    options: record.options.map((text, n) => ({ text, votes: isSecret ? 0 : (counts[n] ?? 0) })),
    ...(isSecret ? { votes: counts.reduce((sum, count) => sum + count, 0) } : {}),
    closed: record.state === 'closed',
    atWallMs: createdAtMs,
    programmeMs: programmeMs(createdAtMs),
    ...(closedAtMs === null ? {} : { closedProgrammeMs: programmeMs(closedAtMs) }),
    ...(revealedAtMs === null ? {} : { revealedProgrammeMs: programmeMs(revealedAtMs) }),
    ...(revealedAtMs === null || answer === null ? {} : { answer }),
    ...(winners.length === 0 ? {} : { winners: winners.map(({ personId, name }) => ({ personId, name })) }),
  };
}
