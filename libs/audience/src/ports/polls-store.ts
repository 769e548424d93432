import type { PollKind } from '#protocol';

export interface PollRecord {
  id: string;
  showId: string;
  kind: PollKind;
  question: string;
  options: string[];
  state: 'open' | 'closed';
  /** One count an option. */
  counts: number[];
  createdAtMs: number;
  /** When it was closed, or will be by itself. */
  closedAtMs: number | null;
  /** The right one: known from the start of a quiz, and from the outcome on of a prediction. */
  answer: number | null;
  /** How many a giveaway draws. */
  winners: number;
  revealedAtMs: number | null;
}

export interface PollVoteRecord {
  pollId: string;
  voter: string;
  option: number;
  /** Empty for a plain poll, whose votes have no names. */
  personId: string;
  name: string;
  /** From its start to the vote in the voter's own video. */
  tookMs: number;
  hasWon: boolean;
}

export interface PollOutcome {
  answer: number | null;
  /** Voters whom a giveaway has drawn. */
  winners: readonly string[];
  atMs: number;
}

export interface PollsStore {
  add(poll: PollRecord): Promise<void>;
  list(showId: string): Promise<PollRecord[]>;
  close(id: string, atMs: number): Promise<boolean>;
  /** The first outcome stands. */
  reveal(id: string, outcome: PollOutcome): Promise<boolean>;
  /** The first vote of a voter stands; later ones are ignored. */
  vote(votes: readonly PollVoteRecord[], atMs: number): Promise<void>;
  votesOf(pollId: string): Promise<PollVoteRecord[]>;
}
