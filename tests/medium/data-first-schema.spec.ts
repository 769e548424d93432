// Real here: a PostgreSQL server, a dump of the first schema with its rows, the migrations that ship.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Database } from '#data';
import { silentLog } from '#kernel';
import { PostgresServer } from '../support/data/postgres-server.js';

const DUMP = readFileSync(
  join(import.meta.dirname, '..', 'fixtures', 'database', 'first-schema.sql'),
  'utf8',
);
const TABLES = [...DUMP.matchAll(/^CREATE TABLE public\."?(\w+)"?/gm)].map(([, name = '']) => name);

let server: PostgresServer;
let client: pg.Client;
let before: Record<string, number>;

async function countRows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await client.query(`SELECT count(*)::int AS n FROM public."${table}"`);
    counts[table] = rows[0].n;
  }
  return counts;
}
const read = async (sql: string) => (await client.query(sql)).rows;

const start = () => Database.create({ url: server.url, dataDir: '/nowhere', log: silentLog });

beforeAll(async () => {
  server = await PostgresServer.create();
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(DUMP);
  before = await countRows();
  await (await start()).close();
});
afterAll(async () => {
  await client?.end();
  await server?.close();
});

test('the dump has rows in every table but that of repeated requests', () => {
  expect(TABLES.filter((table) => before[table] === 0)).toEqual(['IdempotencyKey']);
});

test('no row is lost on the way to the schema of today', async () => {
  const { _prisma_migrations: applied = 0, ...rows } = await countRows();
  const { _prisma_migrations: were = 0, ...old } = before;
  expect(rows).toEqual(old);
  expect(applied).toBeGreaterThan(were);
});

test('words that were no role and no kind of ban became those that mean it', async () => {
  expect(await read('SELECT "authorRole", "text" FROM public."ChatMessage" ORDER BY "position"')).toEqual([
    { authorRole: 'host', text: 'Hello' },
    { authorRole: 'viewer', text: '안녕하세요' },
  ]);
  expect(await read('SELECT "kind", "subjectId" FROM public."Ban"')).toEqual([
    { kind: 'ban', subjectId: 'viewer_3' },
  ]);
});

test('the server reads what was written then', async () => {
  const database = await start();
  try {
    const { shows, people } = database.repositories;
    expect(await shows.find('show_1')).toMatchObject({ title: 'An evening', state: 'live', profile: 'low' });
    expect(await shows.find('show_2')).toMatchObject({ visibility: 'private', state: 'draft' });
    expect(await people.find('person_2')).toMatchObject({ name: 'Bob', role: 'host' });
  } finally {
    await database.close();
  }
});
