import { randomUUID } from 'node:crypto';
import { type Log, ShowError } from '#kernel';
import { compatibilityOf, isCompatible } from './compatibility.js';
import type { Migration } from './read-migrations.js';
import type { SqlSession } from './sql-session.js';

/** Prisma's own table, column for column, so that its CLI agrees with us on any machine that has its engine. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** The advisory lock that Prisma's migrate takes: two servers that start together apply one after the other. */
const MIGRATION_LOCK = 72_707_369;

interface AppliedRow {
  name: string;
  checksum: string;
  isFinished: boolean;
  logs: string | null;
}

const migrationError = (code: string, message: string, details: Record<string, unknown>, cause?: unknown) =>
  new ShowError({ code, message, blame: 'config', details, ...(cause === undefined ? {} : { cause }) });

async function readApplied(session: SqlSession): Promise<AppliedRow[]> {
  const rows = await session.query(
    'SELECT "migration_name", "checksum", "finished_at", "logs" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL',
  );
  return rows.map((row) => ({
    name: String(row.migration_name),
    checksum: String(row.checksum),
    isFinished: row.finished_at !== null,
    logs: row.logs === null ? null : String(row.logs),
  }));
}

/** Answers the names that this version does not know and can run beside. */
function checkApplied(applied: readonly AppliedRow[], known: ReadonlyMap<string, Migration>): string[] {
  const newer: string[] = [];
  for (const row of applied) {
    const migration = known.get(row.name);
    const details = { migration: row.name };
    if (!row.isFinished)
      throw migrationError(
        'migration-unfinished',
        `Migration ${row.name} was begun by another tool and never finished. Resolve it with "prisma migrate resolve".`,
        details,
      );
    if (migration === undefined) {
      if (!isCompatible(row.logs, (name) => known.has(name)))
        throw migrationError(
          'migration-unknown',
          `The database has migration ${row.name}, which this version cannot run beside. Start the newer version again.`,
          details,
        );
      newer.push(row.name);
      continue;
    }
    if (migration.checksum !== row.checksum)
      throw migrationError(
        'migration-changed',
        `Migration ${row.name} was changed after it was applied. Restore the file and add a new migration instead.`,
        details,
      );
  }
  return newer;
}

async function applyOne(session: SqlSession, migration: Migration): Promise<void> {
  await session.script('BEGIN');
  try {
    await session.script(migration.script);
    await session.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "logs", "started_at", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, $4, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name, compatibilityOf(migration.script)],
    );
    await session.script('COMMIT');
  } catch (error) {
    await session.script('ROLLBACK');
    const reason = error instanceof Error ? error.message : String(error);
    throw migrationError(
      'migration-failed',
      `Migration ${migration.name} failed and was rolled back: ${reason}`,
      { migration: migration.name },
      error,
    );
  }
}

/** Brings the database to the newest migration; answers the names that were applied now. */
export async function migrate(
  session: SqlSession,
  migrations: readonly Migration[],
  log: Log,
): Promise<string[]> {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  await session.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
  try {
    await session.script(CREATE_TABLE);
    const applied = await readApplied(session);
    const newer = checkApplied(applied, known);
    if (newer.length > 0)
      log.warn('data.migrate | the database is of a newer version, which only adds to it', { newer });
    const done = new Set(applied.map((row) => row.name));
    const pending = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of pending) {
      await applyOne(session, migration);
      log.info('data.migrate | applied', { migration: migration.name });
    }
    return pending.map((migration) => migration.name);
  } finally {
    await session.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`);
  }
}
