// Real here: a PostgreSQL server, Prisma, the migrations; and a look into every table there is.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Database } from '#data';
import { newId, type PersonId, silentLog } from '#kernel';
import type { Appearance } from '#show';
import { pollRecord, pollVote } from '../support/audience/poll-record.js';
import { makeShow } from '../support/data/make-show.js';
import { PostgresServer } from '../support/data/postgres-server.js';

const NOW_MS = Date.UTC(2030, 0, 1);
const VIEWER = 'forget-this-id';
const DEVICE = 'forget-this-device';
const NAME = 'Forget This Name';
const WORDS = 'forget these words';
/** A ban is about a person, or it is none. */
const KEPT_BY_BANS = ['Ban.subjectId', 'Ban.deviceHash', 'SiteBan.subjectId', 'SiteBan.deviceHash'];

let server: PostgresServer;
let client: pg.Client;
let database: Database;
let showId: string;

beforeAll(async () => {
  server = await PostgresServer.create();
  database = await Database.create({ url: server.url, dataDir: '/nowhere', log: silentLog });
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
  showId = await makeShow(database);
});
afterAll(async () => {
  await client?.end();
  await database?.close();
  await server?.close();
});

/** Every column of every table in which one of these stands. */
async function placesOf(...marks: string[]): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const places = new Set<string>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM "${name}" t`);
    for (const { row } of rows)
      for (const [column, value] of Object.entries(row))
        if (marks.some((mark) => JSON.stringify(value)?.includes(mark))) places.add(`${name}.${column}`);
  }
  return [...places].sort();
}

const MOMENT = { wallMs: NOW_MS, programmeMs: NOW_MS };
const appearanceOf = (personId: string): Appearance => ({
  ...{ id: personId === VIEWER ? 'apr_viewer' : 'apr_account', showId, personId, name: NAME, role: 'guest' },
  ...{ from: MOMENT, until: MOMENT, isOver: false },
});

/** A person who has done all that leaves a trace, and was mentioned where others' actions are kept. */
async function leaveTraces(id: string): Promise<void> {
  const {
    chat,
    heldMessages,
    siteDefences,
    questions,
    polls,
    hands,
    bans,
    audit,
    visits,
    appearances,
    webhooks,
    roleGrants,
    invitations,
  } = database.repositories;
  const author = { id, name: NAME, role: 'viewer' as const, deviceHash: DEVICE };
  const at = { showId, createdAtMs: NOW_MS };
  const said = { author, text: WORDS, replyToId: null, deletedAtMs: null, position: 0 };
  const [questionId, pollId] = [newId('q'), newId('poll')];
  await chat.add([{ ...at, ...said, id: newId('msg') }]);
  await heldMessages.add([{ ...at, author, text: WORDS, replyToId: null, id: newId('msg'), cause: 'link' }]);
  await siteDefences.addBan({
    id: newId('ban'),
    subjectId: id,
    deviceHash: DEVICE,
    name: NAME,
    reason: '',
    byId: 'h',
    byName: 'Host',
    createdAtMs: NOW_MS,
  });
  await questions.add([
    { ...at, id: questionId, author, text: WORDS, state: 'open', votes: 0, answeredAtMs: null },
  ]);
  await polls.add(pollRecord({ ...at, id: pollId, kind: 'quiz', answer: 0 }));
  await questions.vote([{ questionId, voter: id }], NOW_MS);
  await polls.vote([pollVote({ pollId, voter: 'device', option: 0, personId: id, name: NAME })], NOW_MS);
  await hands.raise([{ id: newId('hnd'), showId, author, raisedAtMs: NOW_MS }]);
  await visits.add([{ showId, viewer: id, firstSeenMs: NOW_MS, lastSeenMs: NOW_MS, watchMs: 1 }]);
  await appearances.put([appearanceOf(id)]);
  const ban = { ...at, kind: 'ban' as const, deviceHash: null, reason: '', expiresAtMs: null };
  await bans.add({ ...ban, id: newId('ban'), subjectId: id, name: NAME, byId: 'h', byName: 'Host' });
  await bans.add({ ...ban, id: newId('ban'), subjectId: 'x', name: 'X', byId: 'mod', byName: 'Host' });
  const entry = { ...at, position: 0, actorKind: 'host', actorId: 'h', actorName: 'Host' };
  await audit.add([
    { ...entry, id: newId('aud'), action: 'audience.ban', targetId: id, details: {} },
    { ...entry, id: newId('aud'), action: 'chat.delete', targetId: 'msg', details: { authorId: id } },
  ]);
  await roleGrants.grant({ showId, personId: id, role: 'moderator', nowMs: NOW_MS });
  await invitations.create({
    id: newId('inv'),
    tokenHash: newId('hash'),
    role: 'guest',
    showId,
    name: null,
    createdById: null,
    createdBySubject: id,
    maxUses: null,
    uses: 0,
    createdAtMs: NOW_MS,
    expiresAtMs: NOW_MS + 1,
    revokedAtMs: null,
  });
  const told = { id: newId('evt'), showId, ownerId: 'h', createdAtMs: NOW_MS };
  await webhooks.addEvents([{ ...told, type: 'person.banned', payload: { personIds: [id], name: NAME } }]);
}

test('a viewer who is erased stands in no table any more, but for the id that a ban is about', async () => {
  await leaveTraces(VIEWER);
  expect((await placesOf(VIEWER, DEVICE, NAME, WORDS)).length).toBeGreaterThan(15);
  await database.repositories.retention.eraseViewer({ authorId: VIEWER, deviceHash: DEVICE });
  const { rows } = await client.query('SELECT 1 FROM "Invitation" WHERE "revokedAt" IS NULL');
  expect(rows).toEqual([]);
  expect((await placesOf(VIEWER, DEVICE)).filter((place) => !KEPT_BY_BANS.includes(place))).toEqual([]);
  expect(await placesOf(NAME, WORDS)).toEqual([]);
  const { appearances } = database.repositories;
  // The server goes on writing of a person who is still on stage.
  await appearances.put([{ ...appearanceOf(VIEWER), isOver: true }]);
  expect(await appearances.list(showId)).toMatchObject([{ personId: null, name: 'Deleted', isOver: true }]);
});

test('an account that is erased leaves no name, address or word', async () => {
  const { people, bans, audit } = database.repositories;
  const id = newId<'person'>('person') as PersonId;
  const email = 'forget-this-address@example.org';
  await people.create({ id, name: NAME, role: 'host', email, passwordHash: 'hash', nowMs: NOW_MS });
  await leaveTraces(id);
  const at = { showId, createdAtMs: NOW_MS };
  await bans.add({
    ...at,
    id: newId('ban'),
    kind: 'ban',
    subjectId: 'y',
    deviceHash: null,
    name: 'Y',
    reason: '',
    byId: id,
    byName: NAME,
    expiresAtMs: null,
  });
  const action = { ...at, position: 0, actorKind: 'host', actorId: id, actorName: NAME, details: {} };
  await audit.add([{ ...action, id: newId('aud'), action: 'show.end', targetId: showId }]);
  expect(await people.erase(id)).toEqual({ showIds: [] });
  expect(await placesOf(NAME, email, WORDS)).toEqual([]);
});

test('a person and all their shows are erased together, or nothing of them is', async () => {
  const { people } = database.repositories;
  const id = newId<'person'>('person') as PersonId;
  await people.create({ id, name: 'Many', role: 'host', email: null, passwordHash: null, nowMs: NOW_MS });
  const ids = [newId('show'), newId('show'), newId('show')].sort();
  for (const each of ids)
    await client.query(
      `INSERT INTO "Show" SELECT (jsonb_populate_record(s, jsonb_build_object('id', $1::text, 'ownerId', $2::text))).*
       FROM "Show" s WHERE "id" = $3`,
      [each, id, showId],
    );
  const left = async () =>
    (await client.query('SELECT "id" FROM "Show" WHERE "ownerId" = $1', [id])).rows.length;
  await client.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not now'; END $$;
     CREATE TRIGGER refuse BEFORE DELETE ON "Person" FOR EACH ROW EXECUTE FUNCTION refuse();`,
  );
  await expect(people.erase(id)).rejects.toMatchObject({ code: 'database-unavailable' });
  expect(await left()).toBe(3);
  await client.query('DROP TRIGGER refuse ON "Person"');
  const erased = await people.erase(id);
  expect(erased?.showIds.sort()).toEqual(ids);
  expect(await left()).toBe(0);
});
