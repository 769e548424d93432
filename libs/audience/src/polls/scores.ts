import { LIMITS, type Score } from '#protocol';
import type { KeptPoll } from './kept-poll.js';

/** The best of one show: most right answers first; of as many, the faster ones in their own video. */
export function scoresOf(polls: Iterable<KeptPoll>): Score[] {
  const byVoter = new Map<string, Score>();
  for (const { record, votes } of polls) {
    if (record.revealedAtMs === null || record.answer === null) continue;
    for (const vote of votes.values()) {
      if (vote.option !== record.answer || vote.name === '') continue;
      const before = byVoter.get(vote.voter);
      byVoter.set(vote.voter, {
        personId: vote.personId,
        name: vote.name,
        right: (before?.right ?? 0) + 1,
        // What comes is guessed, not solved: a prediction is no race.
        tookMs: (before?.tookMs ?? 0) + (record.kind === 'quiz' ? vote.tookMs : 0),
      });
    }
  }
  return [...byVoter.values()]
    .sort((a, b) => b.right - a.right || a.tookMs - b.tookMs)
    .slice(0, LIMITS.scores);
}
