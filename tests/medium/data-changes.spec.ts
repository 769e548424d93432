// Real here: the embedded database, and a PostgreSQL server in a temporary folder.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { ChangeCursor } from '#cluster';
import { Database } from '#data';
import { newId, silentLog } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { makeShow } from '../support/data/make-show.js';
import { PostgresServer } from '../support/data/postgres-server.js';

const NOW_MS = Date.UTC(2030, 0, 1);

/** Follows the changes as a node does. */
class Reader {
  #cursor: ChangeCursor | undefined;

  constructor(private readonly database: Database) {}

  async read(): Promise<string[] | undefined> {
    const { cursor, changed } = await this.database.repositories.changes.since(this.#cursor);
    this.#cursor = cursor;
    return changed?.map(({ kind, id }) => `${kind} ${id}`).sort();
  }
}

const ownerOf = (thing: string, ownerId: string, epoch: number) => ({ thing, ownerId, epoch });

describe.each(DATABASES)('what has changed, on %s', (_name, open) => {
  let held: TestDatabase;
  let reader: Reader;

  beforeAll(async () => {
    held = await open();
  });
  afterAll(() => held?.close());
  beforeEach(async () => {
    reader = new Reader(held.database);
    expect(await reader.read()).toBeUndefined();
    expect(await reader.read()).toEqual([]);
  });

  test('a reader learns of owners when they change, and not when a write of theirs is fenced', async () => {
    const { ownerships, settings } = held.database.repositories;
    await ownerships.claim('show:1', 'a', 0);
    expect(await reader.read()).toEqual(['ownership show:1']);
    await ownerships.setStandby(ownerOf('show:1', 'a', 1), 'b');
    expect(await reader.read()).toEqual(['ownership show:1']);
    await settings.setAs(ownerOf('show:1', 'a', 1), 'note', 'one');
    expect(await reader.read()).toEqual([]);
    await ownerships.release(ownerOf('show:1', 'a', 1));
    expect(await reader.read()).toEqual(['ownership show:1']);
  });

  test('and of shows and their bans, deleted ones too', async () => {
    const { shows, bans } = held.database.repositories;
    const showId = await makeShow(held.database);
    expect(await reader.read()).toEqual([`show ${showId}`]);
    await shows.change({ id: showId, expect: {}, patch: { title: 'Another' }, events: [], nowMs: NOW_MS });
    expect(await reader.read()).toEqual([`show ${showId}`]);
    const banId = newId('ban');
    await bans.add({
      ...{ id: banId, showId, kind: 'ban', subjectId: 'viewer_1', deviceHash: null, name: 'V' },
      ...{ reason: 'spam', byId: 'person_1', byName: 'P', createdAtMs: NOW_MS, expiresAtMs: null },
    });
    expect(await reader.read()).toEqual([`bans ${showId}`]);
    await bans.lift(showId, banId, NOW_MS);
    expect(await reader.read()).toEqual([`bans ${showId}`]);
    await shows.remove(showId, []);
    expect(await reader.read()).toEqual([`bans ${showId}`, `show ${showId}`]);
  });
});

describe('what has changed, on a server', () => {
  let server: PostgresServer;
  let database: Database;
  let slow: pg.Client;

  beforeEach(async () => {
    server = await PostgresServer.create();
    database = await Database.create({ url: server.url, dataDir: '/nowhere', log: silentLog });
    slow = new pg.Client({ connectionString: server.url });
    slow.on('error', () => undefined);
    await slow.connect();
  });
  afterEach(async () => {
    await slow.end();
    await database.close();
    await server.close();
  });

  test('a change of a transaction that ends after later ones is known when it ends', async () => {
    const { ownerships } = database.repositories;
    for (const thing of ['show:early', 'show:late']) await ownerships.claim(thing, 'a', 0);
    const reader = new Reader(database);
    await reader.read();
    await slow.query('BEGIN');
    await slow.query(`UPDATE "Ownership" SET "epoch" = 2 WHERE "thing" = 'show:early'`);
    await ownerships.claim('show:late', 'b', 1);
    expect(await reader.read()).toEqual(['ownership show:late']);
    await slow.query('COMMIT');
    expect(await reader.read()).toContain('ownership show:early');
    await reader.read();
    expect(await reader.read()).toEqual([]);
  });

  test('a server that has started again may have lost changes: a reader learns that it knows nothing', async () => {
    const reader = new Reader(database);
    await reader.read();
    expect(await reader.read()).toEqual([]);
    await server.stop();
    await server.start();
    // The first question may find a connection of before.
    expect(await reader.read().catch(() => reader.read())).toBeUndefined();
    expect(await reader.read()).toEqual([]);
  });
});
