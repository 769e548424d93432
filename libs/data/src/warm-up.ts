import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import { PrismaClient } from './generated/client.js';

const NAMES = { provider: 'postgres', adapterName: 'none' } as const;
const noDatabase = async (): Promise<never> => {
  throw new Error('there is no database yet');
};

/** Plans queries as a real one, and carries none out. */
const adapter: SqlDriverAdapterFactory = {
  ...NAMES,
  connect: async () => ({
    ...NAMES,
    queryRaw: noDatabase,
    executeRaw: noDatabase,
    executeScript: noDatabase,
    startTransaction: noDatabase,
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose: async () => undefined,
  }),
};

/** A process's first query compiles Prisma's query planner. Here it is one that needs no database. */
export async function warmUpQueries(): Promise<void> {
  const client = new PrismaClient({ adapter });
  await client.show.findFirst({ where: { id: '' } }).catch(() => undefined);
  await client.$disconnect();
}
