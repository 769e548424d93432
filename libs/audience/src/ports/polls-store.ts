export interface PollRecord {
  id: string;
  showId: string;
  question: string;
  options: string[];
  state: 'open' | 'closed';
  /** One count an option. */
  counts: number[];
  createdAtMs: number;
  closedAtMs: number | null;
}

export interface PollVoteRecord {
  pollId: string;
  voter: string;
  option: number;
}

export interface PollsStore {
  add(poll: PollRecord): Promise<void>;
  list(showId: string): Promise<PollRecord[]>;
  close(id: string, atMs: number): Promise<boolean>;
  /** The first vote of a voter stands; later ones are ignored. */
  vote(votes: readonly PollVoteRecord[], atMs: number): Promise<void>;
  votesOf(pollId: string): Promise<PollVoteRecord[]>;
}
