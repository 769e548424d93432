import { afterEach, expect, test } from '@jest/globals';
import { Database } from '#data';
import { newId, type PersonId, silentLog } from '#kernel';
import { preparedData } from '../support/prepared-data.js';
import { ServerUnderTest } from '../support/server-under-test.js';

const EMAIL = 'ada@example.org';
const NOW_MS = Date.UTC(2030, 0, 1);

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function server(dataDir: string): Promise<ServerUnderTest> {
  const started = await ServerUnderTest.start({ dataDir });
  closers.push(() => started.dispose());
  return started;
}

/** The data as somebody finds it who looks while no server runs. */
async function withDatabase<T>(dataDir: string, look: (database: Database) => Promise<T>): Promise<T> {
  const database = await Database.create({ dataDir, log: silentLog });
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

test('a server that was killed leaves no process behind, and the next one has all that was stored', async () => {
  const data = await preparedData();
  closers.push(() => data.remove());
  await withDatabase(data.path, ({ repositories }) =>
    repositories.people.create({
      id: newId<'person'>('person') as PersonId,
      name: 'Ada',
      role: 'owner',
      email: EMAIL,
      passwordHash: 'hash',
      nowMs: NOW_MS,
    }),
  );
  for (let round = 0; round < 2; round += 1) await (await server(data.path)).kill();
  await (await server(data.path)).stop();
  const found = await withDatabase(data.path, ({ repositories }) => repositories.people.findForSignIn(EMAIL));
  expect(found).toBeDefined();
});
