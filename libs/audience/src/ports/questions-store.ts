import type { Author } from './chat-store.js';

export type QuestionState = 'open' | 'answered' | 'hidden';

export interface QuestionRecord {
  id: string;
  showId: string;
  author: Author;
  text: string;
  state: QuestionState;
  votes: number;
  createdAtMs: number;
  answeredAtMs: number | null;
}

export interface QuestionsStore {
  add(questions: readonly QuestionRecord[]): Promise<void>;
  /** Oldest first. */
  list(showId: string): Promise<QuestionRecord[]>;
  setState(id: string, state: QuestionState, atMs: number): Promise<boolean>;
  /** Those that were there already are ignored: one voter, one vote. */
  vote(votes: readonly { questionId: string; voter: string }[], atMs: number): Promise<void>;
  unvote(questionId: string, voter: string): Promise<void>;
  /** Every vote in a show. */
  votesOf(showId: string): Promise<{ questionId: string; voter: string }[]>;
}
