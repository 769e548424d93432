import pg from 'pg';
import { type Lifetime, systemClock } from '#kernel';
import { makeShow } from '../../support/data/make-show.js';
import { PostgresServer } from '../../support/data/postgres-server.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { type ClusterMember, joinAsMember } from '../../support/server/cluster-member.js';

export const SHOWS_A_NODE = 12;
/** These ask the database as nodes do; the others of the cluster are rows. */
const MEMBERS = 8;
const FIRST_PORT = 20_000;
/** Each has ten connections. */
const CONNECTIONS = 200;
const SETTLED_MS = 1_500;
const SOON_MS = 60_000;

export interface DatabaseLoad {
  nodes: number;
  /** Of one node, each second. */
  queries: number;
  rows: number;
  /** Of one node: what it takes of PostgreSQL, and of its own server. */
  postgresCores: number;
  serverCores: number;
}

/** As many rows of nodes and their shows as a cluster of this size has. */
async function fillUp(client: pg.Client, model: string, nodes: number): Promise<void> {
  await client.query(
    `INSERT INTO "Node" ("id", "name", "host", "port", "version", "shows", "takesShows", "seenAt")
     SELECT 'node_idle_' || n, 'idle-' || n, '10.0.0.1', n, '1.0.0', ${SHOWS_A_NODE}, true, clock_timestamp() AT TIME ZONE 'UTC'
     FROM generate_series(1, $1::int) n`,
    [nodes],
  );
  await client.query(
    `INSERT INTO "Show" SELECT (jsonb_populate_record(model, jsonb_build_object('id', 'show_idle_' || n))).*
     FROM "Show" model, generate_series(1, $1::int) n WHERE model."id" = $2`,
    [nodes * SHOWS_A_NODE, model],
  );
  await client.query(
    `INSERT INTO "Ownership" ("thing", "ownerId", "epoch")
     SELECT 'show:show_idle_' || n, 'node_idle_' || (1 + n % $1::int), 1 FROM generate_series(1, $2::int) n`,
    [nodes, nodes * SHOWS_A_NODE],
  );
  await client.query('ANALYZE');
}

const join = (url: string, index: number, lifetime: Lifetime): Promise<ClusterMember> =>
  joinAsMember(lifetime, { url, name: `member-${index}`, port: FIRST_PORT + index });

async function takeShows({ cluster, database, open }: ClusterMember): Promise<void> {
  for (let show = 0; show < SHOWS_A_NODE; show += 1) {
    const showId = await makeShow(database);
    open.add(showId);
    await cluster.claim(showId);
  }
}

async function statementsOf(client: pg.Client): Promise<{ queries: number; rows: number }> {
  const { rows } = await client.query(
    `SELECT coalesce(sum(calls), 0)::int AS queries, coalesce(sum(rows), 0)::int AS rows FROM pg_stat_statements
     WHERE query NOT LIKE '%pg_stat_statements%'`,
  );
  return rows[0];
}

/** What one node of a cluster of this size takes of PostgreSQL while nothing changes, with `SHOWS_A_NODE` live shows on each. */
export async function measureDatabase(
  nodes: number,
  seconds: number,
  lifetime: Lifetime,
): Promise<DatabaseLoad> {
  const server = await PostgresServer.create({
    shared_preload_libraries: 'pg_stat_statements',
    max_connections: String(CONNECTIONS),
  });
  lifetime.adopt(() => server.close());
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  lifetime.adopt(() => client.end());
  await client.query('CREATE EXTENSION pg_stat_statements');
  const count = Math.min(MEMBERS, nodes);
  const first = await join(server.url, 0, lifetime);
  if (nodes > count) await fillUp(client, await makeShow(first.database), nodes - count);
  const others = Array.from({ length: count - 1 }, (_, index) => join(server.url, index + 1, lifetime));
  const members = [first, ...(await Promise.all(others))];
  await Promise.all(members.map(takeShows));
  const all = nodes * SHOWS_A_NODE;
  await waitFor('each to know the shows of all', SOON_MS, async () =>
    members.every(({ cluster, open }) =>
      members.every((other) => other.open === open || [...other.open].every((id) => cluster.isElsewhere(id))),
    ),
  );
  await systemClock.sleep(SETTLED_MS);
  await client.query('SELECT pg_stat_statements_reset()');
  const meter = CpuMeter.start(process.pid, undefined, seconds * 1_000);
  const own = process.cpuUsage();
  const startedMs = systemClock.monotonicMs();
  await systemClock.sleep(seconds * 1_000);
  const { queries, rows } = await statementsOf(client);
  const tookS = (systemClock.monotonicMs() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(own);
  const postgresCores = (meter.stop().coresOf.postgres ?? 0) / count;
  if (members.some(({ lost }) => lost.length > 0)) throw new Error(`of ${all} shows one changed hands`);
  return {
    nodes,
    queries: queries / tookS / count,
    rows: rows / tookS / count,
    postgresCores,
    serverCores: (user + system) / 1e6 / tookS / count,
  };
}
