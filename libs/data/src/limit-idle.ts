import type { Prisma } from './generated/client.js';

/** A node that says nothing for so long counts as hung: the next owner of what it runs is to write then, and not to wait. */
const IDLE_AT_MOST_MS = 1_200;

/**
 * First in a transaction that holds rows from one statement to the next: a process that is stopped between them would hold
 * them, and PostgreSQL would wait for it. Ends such a transaction with its connection.
 */
export async function limitIdle(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$queryRaw`SELECT set_config('idle_in_transaction_session_timeout', ${String(IDLE_AT_MOST_MS)}, true)`;
}
