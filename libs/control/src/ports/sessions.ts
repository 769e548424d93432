import type { PersonId } from '#kernel';
import type { Person } from './people.js';

export interface SessionRecord {
  id: string;
  personId: PersonId;
  userAgent: string;
  createdAtMs: number;
  lastSeenAtMs: number;
  expiresAtMs: number;
}

export interface SessionsStore {
  create(session: SessionRecord & { tokenHash: string }): Promise<void>;
  findByHash(tokenHash: string): Promise<{ session: SessionRecord; person: Person } | undefined>;
  touch(id: string, nowMs: number): Promise<void>;
  listOf(personId: string): Promise<SessionRecord[]>;
  /** Only the person's own; answers whether there was one. */
  remove(personId: string, id: string): Promise<boolean>;
  removeAllOf(personId: string): Promise<number>;
  removeExpired(nowMs: number): Promise<number>;
}
