// Real here: PGlite, a PostgreSQL server, the runner, migration files in a temporary folder.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { Database } from '#data';
import { silentLog } from '#kernel';
import { PostgresServer } from '../support/data/postgres-server.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';

describe('migrations on a PostgreSQL server', () => {
  let server: PostgresServer;
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(async () => {
    server = await PostgresServer.create();
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await server.close();
    folder.remove();
  });

  const write = (name: string, script: string) => {
    mkdirSync(join(folder.path, name), { recursive: true });
    writeFileSync(join(folder.path, name, 'migration.sql'), script);
  };
  const start = async () => {
    const database = await Database.create({
      url: server.url,
      dataDir: '/nowhere',
      log: silentLog,
      migrationsDir: folder.path,
    });
    await database.close();
  };
  const read = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  test('each is applied once, in order, and recorded as Prisma records it', async () => {
    const first = 'CREATE TABLE a (n int);';
    write('20260102000000_b', 'ALTER TABLE a ADD COLUMN m int; INSERT INTO a VALUES (1, 2);');
    write('20260101000000_a', first);
    await start();
    await start();
    expect(await read('SELECT * FROM a')).toEqual([{ n: 1, m: 2 }]);
    const rows = await read('SELECT * FROM "_prisma_migrations" ORDER BY migration_name');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      checksum: createHash('sha256').update(first).digest('hex'),
      migration_name: '20260101000000_a',
      applied_steps_count: 1,
      rolled_back_at: null,
      logs: 'expand',
    });
    expect(rows[0].finished_at).toBeInstanceOf(Date);
  });

  test('one that was changed after it was applied stops the start', async () => {
    write('20260101000000_a', 'CREATE TABLE a (n int);');
    await start();
    write('20260101000000_a', 'CREATE TABLE a (n bigint);');
    await expect(start()).rejects.toMatchObject({ code: 'migration-changed', blame: 'config' });
  });

  test('one that fails leaves nothing behind and stops the start', async () => {
    write('20260101000000_a', 'CREATE TABLE a (n int); CREATE TABLE a (n int);');
    await expect(start()).rejects.toMatchObject({ code: 'migration-failed' });
    expect(await read('SELECT count(*)::int AS n FROM "_prisma_migrations"')).toEqual([{ n: 0 }]);
    write('20260101000000_a', 'CREATE TABLE a (n int);');
    await start();
    expect(await read('SELECT * FROM a')).toEqual([]);
  });

  /** As a version that was built before the migration. */
  const withdraw = (name: string) => rmSync(join(folder.path, name), { recursive: true });

  test('a version starts and starts again beside a newer one that only added', async () => {
    write('20260101000000_a', 'CREATE TABLE a (n int);');
    write('20260102000000_newer', 'ALTER TABLE a ADD COLUMN m int;');
    await start();
    withdraw('20260102000000_newer');
    await start();
    await start();
    expect(await read('SELECT * FROM a')).toEqual([]);
  });

  test('what a newer one removed stops those that use it, and no later ones', async () => {
    write('20260101000000_a', 'CREATE TABLE a (n int, m int);');
    await start();
    write('20260102000000_without', 'ALTER TABLE a ALTER COLUMN m DROP NOT NULL;');
    write(
      '20260103000000_drop',
      '-- contract: unused since 20260102000000_without\nALTER TABLE a DROP COLUMN m;',
    );
    await start();
    withdraw('20260103000000_drop');
    await start();
    withdraw('20260102000000_without');
    await expect(start()).rejects.toMatchObject({ code: 'migration-unknown', blame: 'config' });
  });

  test('an unknown one that does not say what it leaves is refused', async () => {
    write('20260101000000_a', 'CREATE TABLE a (n int);');
    await start();
    await read(`UPDATE "_prisma_migrations" SET migration_name = '20990101000000_z', logs = NULL`);
    await expect(start()).rejects.toMatchObject({ code: 'migration-unknown' });
  });

  test('two servers that start together apply each once', async () => {
    write('20260101000000_a', 'CREATE TABLE a (n int); INSERT INTO a VALUES (1);');
    await Promise.all([start(), start(), start()]);
    expect(await read('SELECT * FROM a')).toEqual([{ n: 1 }]);
  });

  test('the migrations make every column that the schema names', async () => {
    const database = await Database.create({ url: server.url, dataDir: '/nowhere', log: silentLog });
    await database.close();
    const rows = await read(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
    );
    const schema = readFileSync(join(import.meta.dirname, '..', '..', 'prisma', 'schema.prisma'), 'utf8');
    const models = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
    const names = new Set(models.map((model) => model[1]));
    const columns = models.flatMap(([, model, body = '']) =>
      [...body.matchAll(/^ {2}(\w+)\s+(\w+)/gm)]
        .filter(([, , type]) => !names.has(type))
        .map(([, column]) => `${model}.${column}`),
    );
    expect(rows.map((row) => row.name).sort()).toEqual(columns.sort());
  });
});
