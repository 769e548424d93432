// Real here: nodes as people start them, PostgreSQL. A node of another version is a row, as such a node would write it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '#data';
import { Lifetime, silentLog, systemClock } from '#kernel';
import { freePort } from '../support/kernel/free-port.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ClusterUnderTest } from '../support/server/cluster-under-test.js';
import type { ServerUnderTest } from '../support/server/server-under-test.js';
import { ownerAt, signedInOwner } from '../support/server/signed-in-owner.js';

const TEST_MS = 150_000;
/** As a node does. */
const WRITES_EVERY_MS = 500;
const PACKAGE = join(import.meta.dirname, '..', '..', 'package.json');
const [MAJOR = 0, MINOR = 0] = (JSON.parse(readFileSync(PACKAGE, 'utf8')).version as string)
  .split('.')
  .map(Number);

let lifetime: Lifetime;
let cluster: ClusterUnderTest;
let database: Database;
let clusterPort: string;
let first: ServerUnderTest;
let owner: ApiClient;

beforeAll(async () => {
  lifetime = new Lifetime();
  cluster = await ClusterUnderTest.create();
  lifetime.adopt(() => cluster.close());
  clusterPort = String(await freePort());
  first = await cluster.start('first', { PROSCENIUM_CLUSTER_PORT: clusterPort });
  ({ owner } = await signedInOwner(first));
  database = await Database.create({ url: cluster.databaseUrl, dataDir: '/nowhere', log: silentLog });
  lifetime.adopt(() => database.close());
}, TEST_MS);
afterAll(() => lifetime.close('the tests are over'));

/** Runs while a node of that version lives, as far as the database says. */
async function besideNodeOf<T>(version: string, act: () => Promise<T>): Promise<T> {
  const { nodes } = database.repositories;
  const other = {
    ...{ id: 'node_other', name: 'other', host: '127.0.0.1', port: 9, version },
    ...{ shows: 0, takesShows: false },
  };
  await nodes.announce(other);
  let written: Promise<unknown> = Promise.resolve();
  const stop = systemClock.every(WRITES_EVERY_MS, () => {
    written = nodes.announce(other);
  });
  try {
    return await act();
  } finally {
    stop();
    // A row that is being written would be there again after its removal.
    await written;
    await nodes.remove(other.id);
  }
}

const namesOfNodes = async (): Promise<string[]> => {
  const { items } = (await owner.get('/nodes')).body as { items: { name: string }[] };
  return items.map(({ name }) => name).sort();
};

test(
  'a second node of the same name refuses to start and says so; the first one goes on',
  async () => {
    await expect(cluster.start('first')).rejects.toThrow(/Another node is called first/);
    expect(await namesOfNodes()).toEqual(['first']);
    expect((await owner.get('/shows')).status).toBe(200);
  },
  TEST_MS,
);

test(
  'a node of another name that says it is reached where the first one is refuses to start; the first one goes on',
  async () => {
    // As on another machine that was set up with a copy of the settings.
    const copied = { PROSCENIUM_CLUSTER_PORT: clusterPort, PROSCENIUM_CLUSTER_HOST: '127.0.0.2' };
    await expect(cluster.start('copied', copied)).rejects.toThrow(/first says that it is reached at/);
    expect(await namesOfNodes()).toEqual(['first']);
    expect((await owner.get('/shows')).status).toBe(200);
  },
  TEST_MS,
);

test(
  'beside a node of another major version a node refuses to start and names both versions; the one that runs goes on',
  async () => {
    const later = `${MAJOR + 1}.0.0`;
    await expect(besideNodeOf(later, () => cluster.start('second'))).rejects.toThrow(
      new RegExp(`other .* runs version ${later}.*two major versions`),
    );
    expect((await owner.get('/shows')).status).toBe(200);
  },
  TEST_MS,
);

test(
  'beside a node of another minor version it starts, and answers for the shows of the others',
  async () => {
    const second = await besideNodeOf(`${MAJOR}.${MINOR + 1}.0`, () => cluster.start('second'));
    expect(await namesOfNodes()).toEqual(['first', 'second']);
    expect((await (await ownerAt(second.url)).get('/shows')).status).toBe(200);
  },
  TEST_MS,
);
