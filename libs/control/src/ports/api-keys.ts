import type { PersonId } from '#kernel';
import type { Page, PageRequest } from '#show';
import type { Person } from './people.js';

/** A back end's key. It acts for the person who made it. */
export interface ApiKeyRecord {
  id: string;
  name: string;
  personId: PersonId;
  createdAtMs: number;
  lastUsedAtMs: number | null;
  revokedAtMs: number | null;
}

export interface ApiKeysStore {
  create(key: ApiKeyRecord & { keyHash: string }): Promise<void>;
  /** Not the revoked ones. */
  findByHash(keyHash: string): Promise<{ key: ApiKeyRecord; person: Person } | undefined>;
  touch(id: string, nowMs: number): Promise<void>;
  list(personId: string | null, page: PageRequest): Promise<Page<ApiKeyRecord>>;
  find(id: string): Promise<ApiKeyRecord | undefined>;
  revoke(id: string, nowMs: number): Promise<boolean>;
}
