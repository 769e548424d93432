import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';

export type Adapter = Awaited<ReturnType<SqlDriverAdapterFactory['connect']>>;
export type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;
export type Query = Parameters<Adapter['queryRaw']>[0];
export type Isolation = Parameters<Adapter['startTransaction']>[0];

/** Requests to the database's thread. `transaction` is the number that `begin` was answered with. */
export type Command =
  | { do: 'query' | 'execute'; query: Query; transaction?: number }
  | { do: 'begin'; isolation: Isolation }
  | { do: 'commit' | 'rollback'; transaction: number }
  | { do: 'script'; sql: string }
  | { do: 'session-query'; sql: string; parameters: readonly unknown[] }
  | { do: 'close' };

export interface Asked {
  id: number;
  command: Command;
}

export interface Failure {
  name: string;
  message: string;
  /** What Prisma reads of a driver's error. */
  cause?: unknown;
}

/** `opened` comes once, before any answer. */
export type Answered = { opened: true } | { id: number; result: unknown } | { id: number; failure: Failure };

/** The first message to the thread. */
export interface Opening {
  folder: string;
}
