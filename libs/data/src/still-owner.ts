import type { Fence } from '#cluster';
import type { Prisma } from './generated/client.js';

/** A node that says nothing for so long counts as hung: its standby is to win the row then, and not wait for it. */
const IDLE_AT_MOST_MS = 1_200;

/** Holds the row until the transaction is over: who wins it meanwhile comes after what is written here. */
export async function isStillOwner(
  tx: Prisma.TransactionClient,
  { thing, ownerId, epoch }: Fence,
): Promise<boolean> {
  await tx.$queryRaw`SELECT set_config('idle_in_transaction_session_timeout', ${String(IDLE_AT_MOST_MS)}, true)`;
  const { count } = await tx.ownership.updateMany({ where: { thing, ownerId, epoch }, data: { epoch } });
  return count === 1;
}
