import { expect, test } from '@jest/globals';
import { type Log, loadConfig, silentLog } from '#kernel';
import { reportBackingServices } from './report-backing-services.js';

const CLUSTER = {
  PROSCENIUM_CLUSTER_SECRET: 'sixteen-characters-and-more',
  PROSCENIUM_CLUSTER_ADDRESS: '10.0.0.11',
};
const ALL = {
  DATABASE_URL: 'postgresql://ann:hidden@db.example.org/show',
  REDIS_URL: 'redis://:hidden@[fd00::6]:6400',
  S3_URL: 'https://key:hidden@s3.example.org/bucket',
};

/** What is said of it, where only these places accept connections. */
async function saidOf(env: Record<string, string>, reachable: string[] = []): Promise<string[]> {
  const config = loadConfig({ env, readFile: () => undefined, cores: 2, isTerminal: false });
  const said: string[] = [];
  const note: Log['warn'] = (line, details) => {
    said.push(`${line} ${JSON.stringify(details)}`);
  };
  const log: Log = { ...silentLog, warn: note, error: note };
  await reportBackingServices(config, log, async ({ host, port }) => reachable.includes(`${host} ${port}`));
  return said;
}

test('a node alone needs none of them, and nothing is said', async () => {
  expect(await saidOf({})).toEqual([]);
});

test('a cluster says which are missing beside the database, without which it does not start, and what it lacks without', async () => {
  const said = await saidOf(CLUSTER);
  expect(said).toHaveLength(2);
  for (const setting of ['REDIS_URL', 'S3_URL']) expect(said.join()).toContain(`"setting":"${setting}"`);
  expect(said.every((line) => line.startsWith('backing-services.missing'))).toBe(true);
});

test('a node that runs no shows lacks no store of recordings', async () => {
  const said = await saidOf({ ...CLUSTER, PROSCENIUM_ROLES: 'front,server' });
  expect(said.join()).not.toContain('S3_URL');
});

test('what does not accept connections is named by its place, without user and password', async () => {
  const said = await saidOf({ ...CLUSTER, ...ALL }, ['db.example.org 5432']);
  expect(said).toEqual([
    expect.stringMatching(
      /^backing-services.unreachable.*"setting":"REDIS_URL","host":"fd00::6","port":6400/,
    ),
    expect.stringMatching(
      /^backing-services.unreachable.*"setting":"S3_URL","host":"s3.example.org","port":443/,
    ),
  ]);
  expect(said.join()).not.toContain('hidden');
});

test('a node alone also learns that its database is away; folders and sockets are not asked', async () => {
  expect(await saidOf({ DATABASE_URL: ALL.DATABASE_URL })).toHaveLength(1);
  const local = { DATABASE_URL: 'postgresql:///show?host=/run/postgresql', S3_URL: 'file:///mnt/recordings' };
  expect(await saidOf({ ...CLUSTER, ...local, REDIS_URL: 'redis://r' }, ['r 6379'])).toEqual([]);
  expect(await saidOf({ DATABASE_URL: 'postgresql://ann@localhost/show?host=%2Frun%2Fpostgresql' })).toEqual(
    [],
  );
});
