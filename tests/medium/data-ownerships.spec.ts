// Real here: the embedded database, and a PostgreSQL server in a temporary folder.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Database } from '#data';
import { Lifetime, silentLog } from '#kernel';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { hangAfter } from '../support/data/hang-after.js';
import { makeShow } from '../support/data/make-show.js';
import { PostgresServer } from '../support/data/postgres-server.js';

const RACERS = 20;

describe.each(DATABASES)('who owns what, on %s', (_name, open) => {
  let held: TestDatabase;

  beforeAll(async () => {
    held = await open();
  });
  afterAll(() => held?.close());

  const store = () => held.database.repositories.ownerships;
  const owned = (thing: string, ownerId: string, epoch: number) => ({ thing, ownerId, epoch });

  test('of many that claim at once one wins, the first time and each time after', async () => {
    for (const fromEpoch of [0, 1, 2]) {
      const claims = Array.from({ length: RACERS }, (_, n) =>
        store().claim('show:race', `node_${n}`, fromEpoch),
      );
      const won = (await Promise.all(claims)).filter((claim) => claim !== undefined);
      expect(won).toHaveLength(1);
      expect(await store().find('show:race')).toEqual(won[0]);
      expect(won[0]?.epoch).toBe(fromEpoch + 1);
    }
  });

  test('a standby claims only while it is noted, and is given the thing only by its owner', async () => {
    const first = await store().claim('show:standby', 'a', 0);
    expect(await store().claim('show:standby', 'b', 1, true)).toBeUndefined();
    expect(await store().setStandby(owned('show:standby', 'b', 1), 'b')).toBe(false);
    expect(await store().setStandby(owned('show:standby', 'a', 1), 'b')).toBe(true);
    expect(await store().find('show:standby')).toEqual({ ...first, standbyId: 'b' });
    expect(await store().claim('show:standby', 'c', 1, true)).toBeUndefined();
    expect(await store().claim('show:standby', 'b', 1, true)).toEqual({
      ...owned('show:standby', 'b', 2),
      standbyId: null,
    });
    await store().setStandby(owned('show:standby', 'b', 2), 'c');
    expect(await store().give(owned('show:standby', 'b', 2), 'a')).toBe(false);
    expect(await store().give(owned('show:standby', 'b', 2), 'c')).toBe(true);
    expect(await store().find('show:standby')).toEqual({ ...owned('show:standby', 'c', 3), standbyId: 'c' });
  });

  test('what is given back keeps its epoch, and only its owner gives it back', async () => {
    await store().claim('show:back', 'a', 0);
    expect(await store().release(owned('show:back', 'b', 1))).toBe(false);
    expect(await store().release(owned('show:back', 'a', 1))).toBe(true);
    expect(await store().find('show:back')).toEqual({
      ...owned('show:back', 'a', 1),
      ownerId: null,
      standbyId: null,
    });
    expect((await store().claim('show:back', 'b', 1))?.epoch).toBe(2);
  });

  test('what was won is written again only where nothing or a lower epoch is stored', async () => {
    expect(await store().regain(owned('show:lost', 'a', 4))).toBe(true);
    expect(await store().find('show:lost')).toEqual({ ...owned('show:lost', 'a', 4), standbyId: null });
    await store().setStandby(owned('show:lost', 'a', 4), 'b');
    expect(await store().regain(owned('show:lost', 'a', 4))).toBe(false);
    expect(await store().regain(owned('show:lost', 'c', 3))).toBe(false);
    expect((await store().find('show:lost'))?.standbyId).toBe('b');
    expect(await store().regain(owned('show:lost', 'c', 5))).toBe(true);
    expect(await store().find('show:lost')).toEqual({ ...owned('show:lost', 'c', 5), standbyId: null });
  });

  test('a note of a show is written and removed by its owner alone', async () => {
    const { settings } = held.database.repositories;
    await store().claim('show:noted', 'a', 0);
    const owner = owned('show:noted', 'a', 1);
    expect(await settings.setAs(owner, 'note', 'one')).toBe(true);
    expect(await settings.setAs(owned('show:noted', 'b', 1), 'note', 'two')).toBe(false);
    expect(await settings.setAs(owned('show:noted', 'a', 2), 'note', null)).toBe(false);
    expect(await settings.find('note')).toBe('one');
    expect(await settings.setAs(owner, 'note', null)).toBe(true);
    expect(await settings.find('note')).toBeUndefined();
  });

  test('of many that had won it with different epochs, the highest has it in the end', async () => {
    const epochs = Array.from({ length: RACERS }, (_, n) => n + 1);
    await Promise.all(epochs.map((epoch) => store().regain(owned('show:highest', `node_${epoch}`, epoch))));
    await Promise.all(epochs.map((epoch) => store().regain(owned('show:highest', `node_${epoch}`, epoch))));
    expect(await store().find('show:highest')).toMatchObject({ ownerId: `node_${RACERS}`, epoch: RACERS });
  });
});

describe('a node that hangs while it writes', () => {
  let lifetime: Lifetime;
  let server: PostgresServer;
  let database: Database;

  beforeAll(async () => {
    lifetime = new Lifetime();
    server = await PostgresServer.create();
    lifetime.adopt(() => server.close());
    database = await open(server.url);
  });
  afterAll(() => lifetime.close('the tests are over'));

  async function open(url: string): Promise<Database> {
    const opened = await Database.create({ url, dataDir: '/nowhere', log: silentLog });
    lifetime.adopt(() => opened.close());
    return opened;
  }

  /** With the rows that it has written, in a transaction that it does not end. */
  async function hangIn(table: string, write: (repositories: Database['repositories']) => Promise<unknown>) {
    const hanging = await hangAfter(server.socketPath, `UPDATE "public"."${table}"`);
    const { repositories } = await open(`postgresql://proscenium@127.0.0.1:${hanging.port}/postgres`);
    lifetime.adopt(() => hanging.close());
    write(repositories).catch(() => undefined);
    await hanging.hung;
  }

  test('does not keep its standby from what it owns', async () => {
    const [thing, owner] = ['show:hung', { thing: 'show:hung', ownerId: 'a', epoch: 1 }];
    const { ownerships } = database.repositories;
    await ownerships.claim(thing, 'a', 0);
    await ownerships.setStandby(owner, 'b');
    await hangIn('Ownership', ({ settings }) => settings.setAs(owner, 'note', 'of one that hangs'));
    expect(await ownerships.claim(thing, 'b', 1, true)).toMatchObject({ ownerId: 'b', epoch: 2 });
  });

  test('does not keep the next owner from the state of the show', async () => {
    const id = await makeShow(database);
    const change = { id, expect: {}, events: [], nowMs: 0 };
    await hangIn('Show', ({ shows }) => shows.change({ ...change, patch: { title: 'Of one that hangs' } }));
    const { shows } = database.repositories;
    const changed = await shows.change({ ...change, patch: { state: 'ended' } });
    expect(changed).toMatchObject({
      outcome: 'changed',
      show: { state: 'ended', title: 'An evening' },
    });
  });
});
