// Real here: a PostgreSQL server, Prisma, the migrations, and the plans that the server makes for our queries.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database, type Repositories } from '#data';
import { newId, silentLog } from '#kernel';
import { makeShow } from '../support/data/make-show.js';
import { PlanningServer, type TableRead } from '../support/data/query-plans.js';

const NOW_MS = Date.UTC(2030, 0, 1);
const SHOW = 'show_1';
const OWNER = 'person_1';
const ENDPOINT = newId('whk');
const FIRST = { limit: 20, after: null };
const NEXT = { limit: 20, after: { createdAtMs: NOW_MS, id: 'x' } };

/** Each method of the data room that reads more than one row, with all that may be asked of it. */
const LISTS: Record<string, (stores: Repositories) => Promise<unknown>[]> = {
  'people.list': ({ people }) => [people.list(FIRST), people.list(NEXT)],
  'sessions.listOf': ({ sessions }) => [sessions.listOf(OWNER)],
  'api-keys.list': ({ apiKeys }) =>
    [FIRST, NEXT].flatMap((page) => [apiKeys.list(OWNER, page), apiKeys.list(null, page)]),
  'invitations.list': ({ invitations }) =>
    [{}, { showId: SHOW }].flatMap((filter) => [
      invitations.list(filter, FIRST),
      invitations.list(filter, NEXT),
    ]),
  'shows.list': ({ shows }) =>
    [
      {},
      { ownerId: OWNER },
      { visibility: 'public' as const },
      { states: ['live' as const] },
      { visibility: 'public' as const, states: ['live' as const, 'scheduled' as const] },
      { search: 'evening' },
    ].flatMap((filter) => [shows.list(filter, FIRST), shows.list(filter, NEXT)]),
  'webhooks.listEndpoints': ({ webhooks }) =>
    [FIRST, NEXT].flatMap((page) => [
      webhooks.listEndpoints(OWNER, page),
      webhooks.listEndpoints(null, page),
    ]),
  'webhooks.listDeliveries': ({ webhooks }) =>
    [FIRST, NEXT].flatMap((page) => [
      webhooks.listDeliveries(ENDPOINT, undefined, page),
      webhooks.listDeliveries(ENDPOINT, 'pending', page),
    ]),
  'webhooks.spread': ({ webhooks }) => [webhooks.spread(() => newId('dlv'), NOW_MS, 10)],
  'webhooks.claimDue': ({ webhooks }) => [
    webhooks.claimDue({
      nowMs: NOW_MS,
      leaseMs: 1_000,
      limit: 10,
      limitPerOwner: 8,
      busyEndpoints: ['whk_x'],
      busyOwners: ['person_x'],
    }),
  ],
  'changes.since': ({ changes }) => [changes.since({ server: '', transaction: 1n, atMs: 0 })],
  'chat.before': ({ chat }) => [chat.before(SHOW, null, 10), chat.before(SHOW, 5, 10)],
  'chat.after': ({ chat }) => [chat.after(SHOW, 0, 10)],
  'chat.between': ({ chat }) => [chat.between(SHOW, NOW_MS, NOW_MS + 60_000, 100)],
  'held-messages.waiting': ({ heldMessages }) => [heldMessages.waiting(SHOW, 50)],
  'site-defences.listBans': ({ siteDefences }) => [siteDefences.listBans(50)],
  'questions.list': ({ questions }) => [questions.list(SHOW)],
  'questions.votesOf': ({ questions }) => [questions.votesOf(SHOW)],
  'polls.list': ({ polls }) => [polls.list(SHOW)],
  'polls.votesOf': ({ polls }) => [polls.votesOf('poll_1')],
  'hands.raised': ({ hands }) => [hands.raised(SHOW)],
  'appearances.open': ({ appearances }) => [appearances.open(SHOW)],
  'appearances.list': ({ appearances }) => [appearances.list(SHOW)],
  'visits.flow': ({ visits }) => [
    visits.flow(SHOW, { fromMs: 0, untilMs: NOW_MS, stepMs: 60_000, stayedFromMs: NOW_MS }),
  ],
  'audience-quality.list': ({ audienceQuality }) => [audienceQuality.list(SHOW)],
  'followers.list': ({ followers }) => [followers.list([OWNER, 'site'], 'm@example.org', 50)],
  'bans.active': ({ bans }) => [bans.active(SHOW, NOW_MS)],
  'audit.list': ({ audit }) =>
    [{}, { showId: SHOW }, { actorId: OWNER }, { showId: SHOW, actions: ['chat'] }].flatMap((filter) => [
      audit.list(filter, null, 10),
      audit.list(filter, 5, 10),
    ]),
  'inputs.list': ({ inputs }) => [inputs.list(SHOW)],
  'jobs.list': ({ jobs }) => [jobs.list(SHOW)],
  'jobs.waiting': ({ jobs }) => [jobs.waiting(NOW_MS)],
  'jobs.running': ({ jobs }) => [jobs.running()],
  'media.list': ({ media }) => [media.list(SHOW)],
  'nodes.list': ({ nodes }) => [nodes.list()],
  'outputs.list': ({ outputs }) => [outputs.list(SHOW)],
  'ownerships.list': ({ ownerships }) => [ownerships.list()],
  'ownerships.listOf': ({ ownerships }) => [ownerships.listOf(['node_1', 'node_2'])],
  'scenes.list': ({ scenes }) => [scenes.list(SHOW)],
  'visits.samples': ({ visits }) => [visits.samples(SHOW, 10)],
};

const repositories = join(import.meta.dirname, '..', '..', 'libs', 'data', 'src', 'repositories');

/** By the source: `file.method`. */
function listsInSources(): string[] {
  const found = new Set<string>();
  for (const file of readdirSync(repositories)) {
    let method = '';
    for (const line of readFileSync(join(repositories, file), 'utf8').split('\n')) {
      method = /^ {2}(?:async )?#?(\w+)\(/.exec(line)?.[1] ?? method;
      // What is deleted by a query and answered by it is no list.
      if (/\.findMany\(|\.\$queryRaw(?!.*DELETE FROM)/.test(line))
        found.add(`${file.replace('.ts', '')}.${method}`);
    }
  }
  return [...found].sort();
}

let server: PlanningServer;
let database: Database;

beforeAll(async () => {
  server = await PlanningServer.create();
  database = await Database.create({ url: server.url, dataDir: '/nowhere', log: silentLog });
  await makeRows(database, await makeShow(database));
});
afterAll(async () => {
  await database?.close();
  await server?.close();
});

test('each list that there is stands in the table of this test', () => {
  expect(listsInSources()).toEqual(Object.keys(LISTS).sort());
});

test('each list is answered by an index', async () => {
  await server.forget();
  for (const ask of Object.values(LISTS)) await Promise.all(ask(database.repositories));
  const reads = await server.reads();
  expect(new Set(reads.map(({ query }) => query)).size).toBeGreaterThan(Object.keys(LISTS).length);
  expect(reads.filter((read) => !isIndexed(read)).map(sayRead)).toEqual([]);
});

/** Words are looked for in the newest titles first: an index of words would need an extension. */
const WORDS_OF_A_TITLE = '~~*';

/** Found by what the index holds, or the first rows of its order; never all of it, sifted. */
function isIndexed({ index, by, filter, query }: TableRead): boolean {
  if (index === undefined) return false;
  if (by !== undefined) return true;
  return / LIMIT /.test(query) && (filter === undefined || filter.includes(WORDS_OF_A_TITLE));
}

const sayRead = ({ table, index, filter, query }: TableRead): string =>
  `${table}, by ${index ?? 'no index'}, is sifted for ${filter ?? 'all of it'}: ${query}`;

/** What related rows hang on: they are only asked for where there are any. */
async function makeRows({ repositories: { people, webhooks } }: Database, showId: string): Promise<void> {
  const ownerId = (await people.findOwner())?.id ?? '';
  await webhooks.createEndpoint({
    id: ENDPOINT,
    ownerId,
    url: 'https://example.org/hook',
    secret: 's',
    events: ['show.live'],
    active: true,
    version: 1,
    createdAtMs: NOW_MS,
  });
  const event = { id: newId('evt'), showId, ownerId, payload: {}, createdAtMs: NOW_MS };
  await webhooks.addEvents([{ ...event, type: 'show.live' }]);
}
