import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import type { EmbeddedEngine, Life } from './embedded-engine.js';
import type { Adapter, Command, Isolation, Query, Transaction } from './wire.js';

const NAMES = { provider: 'postgres', adapterName: 'pglite-thread' } as const;

interface Begun {
  transaction: number;
  options: Transaction['options'];
}

/** Bound to the life it began in: a restarted thread knows nothing of it. */
function transactionIn(life: Life, { transaction, options }: Begun): Transaction {
  return {
    ...NAMES,
    options,
    queryRaw: (query) => life.ask({ do: 'query', query, transaction }),
    executeRaw: (query) => life.ask({ do: 'execute', query, transaction }),
    commit: () => life.ask({ do: 'commit', transaction }),
    rollback: () => life.ask({ do: 'rollback', transaction }),
  };
}

/** Prisma's driver adapter on this side of the thread: the real one is on the other. */
export function threadAdapter(engine: EmbeddedEngine): SqlDriverAdapterFactory {
  const ask = <Result>(command: Command) => engine.ask<Result>(command);
  const adapter: Adapter = {
    ...NAMES,
    queryRaw: (query: Query) => ask({ do: 'query', query }),
    executeRaw: (query: Query) => ask({ do: 'execute', query }),
    executeScript: (sql) => ask({ do: 'script', sql }),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    startTransaction: async (isolation: Isolation) => {
      const life = await engine.life();
      return transactionIn(life, await life.ask<Begun>({ do: 'begin', isolation }));
    },
    dispose: async () => undefined,
  };
  return { ...NAMES, connect: async () => adapter };
}
