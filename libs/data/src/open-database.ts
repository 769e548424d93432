import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import type { SqlSession } from './migrations/sql-session.js';

/** PostgreSQL, wherever it runs: what the rest of this room needs of it. */
export interface OpenDatabase {
  readonly kind: 'embedded' | 'server';
  readonly adapter: SqlDriverAdapterFactory;
  /** A connection of one's own for as long as `use` runs. */
  session<T>(use: (session: SqlSession) => Promise<T>): Promise<T>;
  /** Idempotent. */
  close(): Promise<void>;
}
