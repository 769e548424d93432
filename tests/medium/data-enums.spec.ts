// Real here: PGlite, a PostgreSQL server, Prisma, the migrations. Rows of before are written by a migration of the test.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Database } from '#data';
import { silentLog } from '#kernel';
import { PostgresServer } from '../support/data/postgres-server.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';

/** After every name that there is: the repositories want all columns. */
const NEWEST = '9';
const migrations = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');

const ROWS = `
INSERT INTO "Person" ("id", "name", "role") VALUES ('person_1', 'Ada', 'owner');
INSERT INTO "Show" ("id", "ownerId", "title", "description", "visibility", "profile", "layout", "limits", "state", "updatedAt")
  VALUES ('show_1', 'person_1', 'An evening', '', 'unlisted', 'low', 'auto', '{}', 'backstage', now());
INSERT INTO "Invitation" ("id", "tokenHash", "role", "showId", "expiresAt")
  VALUES ('inv_1', 'hash', 'co-host', 'show_1', now());
INSERT INTO "RoleGrant" ("showId", "personId", "role", "grantedAt") VALUES ('show_1', 'person_2', 'co-host', now());
INSERT INTO "ChatMessage" ("id", "showId", "authorId", "authorName", "authorRole", "text", "createdAt") VALUES
  ('msg_1', 'show_1', 'person_2', 'Bo', 'co-host', 'one', now()),
  ('msg_2', 'show_1', 'person_3', 'Cy', 'a word of old', 'two', now());
INSERT INTO "Question" ("id", "showId", "authorId", "authorName", "text", "state", "createdAt")
  VALUES ('qst_1', 'show_1', 'person_3', 'Cy', 'why', 'answered', now());
INSERT INTO "Poll" ("id", "showId", "question", "options", "state", "createdAt")
  VALUES ('poll_1', 'show_1', 'which', '{a,b}', 'closed', now());
`;

describe.each(['the embedded database', 'a PostgreSQL server'])('%s', (kind) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: PostgresServer | undefined;

  beforeEach(async () => {
    folder = temporaryFolder();
    server = kind === 'a PostgreSQL server' ? await PostgresServer.create() : undefined;
  });
  afterEach(async () => {
    await server?.close();
    folder.remove();
  });

  const migrationsDir = () => join(folder.path, 'migrations');
  const write = (name: string, script: string) => {
    mkdirSync(join(migrationsDir(), name), { recursive: true });
    writeFileSync(join(migrationsDir(), name, 'migration.sql'), script);
  };
  const copyThrough = (last: string) => {
    for (const name of readdirSync(migrations).sort()) {
      if (name <= last) cpSync(join(migrations, name), join(migrationsDir(), name), { recursive: true });
    }
  };
  const start = () =>
    Database.create({
      ...(server === undefined ? {} : { url: server.url }),
      dataDir: join(folder.path, 'data'),
      log: silentLog,
      migrationsDir: migrationsDir(),
    });
  /** As an installation of before had it. */
  const startBefore = async () => {
    copyThrough('20261126000000_role_grants');
    write('20261126110000_rows', ROWS);
    await (await start()).close();
    copyThrough(NEWEST);
  };

  test('roles, states and visibility that were text keep their words', async () => {
    await startBefore();
    const database = await start();
    try {
      const { chat, invitations, people, polls, questions, roleGrants, shows } = database.repositories;
      expect(await people.find('person_1')).toMatchObject({ role: 'owner' });
      expect(await shows.find('show_1')).toMatchObject({ visibility: 'unlisted', state: 'backstage' });
      expect(await invitations.find('inv_1')).toMatchObject({ role: 'co-host' });
      expect(await roleGrants.find('show_1', 'person_2')).toBe('co-host');
      const roles = (await chat.after('show_1', 0, 10)).map(({ author }) => author.role);
      expect(roles).toEqual(['co-host', 'viewer']);
      expect(await questions.list('show_1')).toMatchObject([{ state: 'answered' }]);
      expect(await polls.list('show_1')).toMatchObject([{ state: 'closed' }]);
      await roleGrants.grant({ showId: 'show_1', personId: 'person_3', role: 'co-host', nowMs: 0 });
      expect(await roleGrants.find('show_1', 'person_3')).toBe('co-host');
    } finally {
      await database.close();
    }
  });

  test('a word that is none of the list is refused by the database itself', async () => {
    await startBefore();
    write('20261126130000_wrong', `UPDATE "Show" SET "state" = 'dancing';`);
    await expect(start()).rejects.toMatchObject({ code: 'migration-failed' });
  });
});
