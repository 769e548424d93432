import { PostgresServer } from '../../support/data/postgres-server.js';
import type { Fault } from '../fault.js';

let postgres: PostgresServer | undefined;

export const fault: Fault = {
  name: 'database-stopped',
  title: 'The PostgreSQL server away for 10 s, without a goodbye',
  prepare: async () => {
    const started = await PostgresServer.create();
    postgres = started;
    return {
      options: { server: { env: { DATABASE_URL: started.url } } },
      undo: () => started.close(),
    };
  },
  strike: async ({ hold }) => {
    await postgres?.stop();
    await hold(10_000);
    await postgres?.start();
  },
};
