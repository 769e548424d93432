// Real here: a PostgreSQL server with our schema, and the very commands of the page for clusters.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Database } from '#data';
import { silentLog } from '#kernel';
import { commandsIn } from '../laws/commands-in.js';
import { makeShow } from '../support/data/make-show.js';
import { PostgresServer } from '../support/data/postgres-server.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'cluster.md'), 'utf8');
const folder = temporaryFolder();
let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.create();
});
afterAll(async () => {
  await server?.close();
  folder.remove();
});

const open = () => Database.create({ url: server.url, dataDir: '/nowhere', log: silentLog });

/** As it stands on the page, in a shell that has the database's address. */
function typeCommand(program: 'pg_dump' | 'pg_restore'): void {
  const command = commandsIn(PAGE).find(({ words: [first] }) => first === program);
  if (command === undefined) throw new Error(`docs/cluster.md has no ${program}`);
  execFileSync('sh', ['-c', command.text], {
    cwd: folder.path,
    env: { ...process.env, DATABASE_URL: server.url },
    stdio: 'pipe',
  });
}

/** Every row that there is, by its table, so that a table which is missing or empty is seen. */
async function rowsByTable(): Promise<Record<string, unknown[]>> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
  );
  const found: Record<string, unknown[]> = {};
  for (const { name } of tables)
    found[name] = (await client.query(`SELECT * FROM public."${name}" ORDER BY 1`)).rows;
  await client.end();
  return found;
}

test('what was dumped while nodes ran is there again after a restore, and nothing of later', async () => {
  const database = await open();
  const showId = await makeShow(database);
  typeCommand('pg_dump');
  const dumped = await rowsByTable();
  const later = await makeShow(database);
  await database.close();

  typeCommand('pg_restore');
  expect(await rowsByTable()).toEqual(dumped);
  const restored = await open();
  const { shows } = restored.repositories;
  expect([(await shows.find(showId as never))?.id, (await shows.find(later as never))?.id]).toEqual([
    showId,
    undefined,
  ]);
  await restored.close();
}, 60_000);
