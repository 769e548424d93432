import type { Author } from './chat-store.js';

export interface HandRecord {
  id: string;
  showId: string;
  author: Author;
  raisedAtMs: number;
}

export interface HandsStore {
  raise(hands: readonly HandRecord[]): Promise<void>;
  lower(ids: readonly string[], atMs: number): Promise<void>;
  /** First raised first. */
  raised(showId: string): Promise<HandRecord[]>;
}
