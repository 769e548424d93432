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
  /** The oldest first. */
  waiting(showId: string, limit: number): Promise<HeldRecord[]>;
  find(id: string): Promise<HeldRecord | undefined>;
  remove(showId: string, ids: readonly string[]): Promise<void>;
}
