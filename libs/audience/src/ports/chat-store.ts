import type { ChatEvent, HeldCause, Role } from '#protocol';

/** Who speaks in the audience: the ticket's subject, with the device it came from. */
export interface Author {
  id: string;
  name: string;
  role: Role;
  deviceHash: string | null;
}

export interface ChatMessageRecord {
  id: string;
  /** Grows with each stored message: the order of the history. 0 until stored. */
  position: number;
  showId: string;
  author: Author;
  text: string;
  replyToId: string | null;
  /** Why it is folded on every page; null or absent: it is not. */
  hiddenFor?: HeldCause | null;
  /** What happened to the author, who said nothing. */
  event?: ChatEvent | null;
  createdAtMs: number;
  /** What the programme's clock showed then; absent or null: not known. */
  programmeMs?: number | null;
  deletedAtMs: number | null;
}

export interface ChatStore {
  /** One insert for the batch, in its order; durable when it answers. */
  add(messages: readonly ChatMessageRecord[]): Promise<void>;
  find(id: string): Promise<ChatMessageRecord | undefined>;
  /** The newest before a position (or of all), oldest first, without the deleted. */
  before(showId: string, position: number | null, limit: number): Promise<ChatMessageRecord[]>;
  /** Said within a time of the wall clock, oldest first, without the deleted. */
  between(showId: string, fromMs: number, toMs: number, limit: number): Promise<ChatMessageRecord[]>;
  /** For an export: forward from a position, the deleted included. */
  after(showId: string, position: number, limit: number): Promise<ChatMessageRecord[]>;
  /** The device that this author wrote from last. */
  deviceOf(showId: string, authorId: string): Promise<string | null>;
  remove(showId: string, ids: readonly string[], by: string, atMs: number): Promise<string[]>;
  removeAllOf(
    showId: string,
    author: { id: string; deviceHash: string | null },
    by: string,
    atMs: number,
  ): Promise<string[]>;
}
