import { Database } from '#data';
import { silentLog } from '#kernel';
import { PostgresServer } from './postgres-server.js';
import { preparedData } from './prepared-data.js';

export interface TestDatabase {
  database: Database;
  /** Opens another client on the same data, as a second process would; the server kind only. */
  url: string | undefined;
  close(): Promise<void>;
}

async function openEmbedded(): Promise<TestDatabase> {
  const folder = await preparedData();
  const database = await Database.create({ dataDir: folder.path, log: silentLog });
  return {
    database,
    url: undefined,
    close: async () => {
      await database.close();
      folder.remove();
    },
  };
}

async function openServer(): Promise<TestDatabase> {
  const server = await PostgresServer.create();
  const database = await Database.create({ url: server.url, dataDir: '/nowhere', log: silentLog });
  return {
    database,
    url: server.url,
    close: async () => {
      await database.close();
      await server.close();
    },
  };
}

/** Every suite about stored things runs on both. */
export const DATABASES = [
  ['the embedded database', openEmbedded],
  ['a PostgreSQL server', openServer],
] as const;
