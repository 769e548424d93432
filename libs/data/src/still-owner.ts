import type { Fence } from '#cluster';
import type { Prisma } from './generated/client.js';

/** Holds the row until the transaction is over: who wins it meanwhile comes after what is written here. */
export async function isStillOwner(
  tx: Prisma.TransactionClient,
  { thing, ownerId, epoch }: Fence,
): Promise<boolean> {
  const { count } = await tx.ownership.updateMany({ where: { thing, ownerId, epoch }, data: { epoch } });
  return count === 1;
}
