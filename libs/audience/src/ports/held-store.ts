import type { HeldCause } from '#protocol';
import type { Author } from './chat-store.js';

/** A message that waits for a moderator. */
export interface HeldRecord {
  id: string;
  showId: string;
  author: Author;
  text: string;
  replyToId: string | null;
  cause: HeldCause;
  createdAtMs: number;
}

export interface HeldStore {
  add(messages: readonly HeldRecord[]): Promise<void>;
  /** The first that came, oldest first. */
  waiting(showId: string, limit: number): Promise<HeldRecord[]>;
  find(id: string): Promise<HeldRecord | undefined>;
  /** Answers those that were there: of two moderators who decide at once, one does. */
  remove(showId: string, ids: readonly string[]): Promise<string[]>;
}
