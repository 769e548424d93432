import { PrismaPg } from '@prisma/adapter-pg';
import { Client, Pool } from 'pg';
import type { Log } from '#kernel';
import type { OpenDatabase } from './open-database.js';

/** How long a read may wait for a server that does not answer before it fails clearly. */
const CONNECT_TIMEOUT_MS = 2_000;
const QUERY_TIMEOUT_MS = 5_000;

export async function openServer(url: string, log: Log): Promise<OpenDatabase> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    application_name: 'proscenium',
  });
  const lost = (error: Error) => log.warn('data.server | connection lost', { reason: error.message });
  pool.on('error', lost);
  const adapter = new PrismaPg(pool, { onPoolError: lost, onConnectionError: lost });
  let closing: Promise<void> | undefined;
  return {
    kind: 'server',
    adapter,
    session: async (use) => {
      const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
      client.on('error', lost);
      await client.connect();
      try {
        return await use({
          query: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows,
          script: async (sql) => {
            await client.query(sql);
          },
        });
      } finally {
        await client.end();
      }
    },
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}
