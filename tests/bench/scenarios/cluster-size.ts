import { Lifetime } from '#kernel';
import { type DatabaseLoad, measureDatabase, SHOWS_A_NODE } from '../cluster/database-load.js';
import { measureFanOut } from '../cluster/fan-out-load.js';
import { measureHeartbeats } from '../cluster/heartbeat-load.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const SIZES = { quick: [3, 10, 100], full: [3, 10, 30, 100] } as const;
const SECONDS = { quick: 5, full: 12 } as const;
/** In one process, each with a connection to each other one. */
const HEARD_NODES = 12;
const READING_NODES = 10;

/** What one measures is gone when the next begins. */
async function alone<T>(measure: (lifetime: Lifetime) => Promise<T>): Promise<T> {
  const lifetime = new Lifetime();
  try {
    return await measure(lifetime);
  } finally {
    await lifetime.close('measured');
  }
}

async function measureSizes(bench: Bench): Promise<DatabaseLoad[]> {
  const loads: DatabaseLoad[] = [];
  for (const nodes of SIZES[bench.mode]) {
    bench.progress(`PostgreSQL of ${nodes} nodes`);
    loads.push(await alone((lifetime) => measureDatabase(nodes, SECONDS[bench.mode], lifetime)));
  }
  return loads;
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const seconds = SECONDS[bench.mode];
  const loads = await measureSizes(bench);
  bench.progress(`heartbeats of ${HEARD_NODES} nodes`);
  const heartbeats = await alone((lifetime) => measureHeartbeats(HEARD_NODES, seconds, lifetime));
  bench.progress(`Redis of ${READING_NODES} nodes`);
  const fanOut = await alone((lifetime) => measureFanOut(READING_NODES, seconds, lifetime));
  const [least, most] = [loads.at(0), loads.at(-1)];
  if (least === undefined || most === undefined) throw new Error('no size was measured');
  const points = (of: (load: DatabaseLoad) => number) => loads.map((load) => [load.nodes, of(load)] as const);
  return {
    figures: {
      queriesANode: most.queries,
      rowsANodeOf3: least.rows,
      rowsANodeOf100: most.rows,
      postgresCoresANodeOf3: least.postgresCores,
      postgresCoresANodeOf100: most.postgresCores,
      serverCoresANodeOf100: most.serverCores,
      heartbeatCoresAPeer: heartbeats.cores * 1_000,
      heartbeatKilobitsAPeer: heartbeats.kilobits,
      redisCoresAThousand: fanOut.redisCores,
      fanOutCoresAThousand: fanOut.nodeCores,
    },
    plots: {
      rows: [{ name: 'rows of one node', points: points(({ rows }) => rows) }],
      queries: [{ name: 'queries of one node', points: points(({ queries }) => queries) }],
      postgres: [{ name: 'PostgreSQL for one node', points: points(({ postgresCores }) => postgresCores) }],
      server: [{ name: 'server of one node', points: points(({ serverCores }) => serverCores) }],
    },
  };
}

export const scenario: Scenario = {
  name: 'cluster-size',
  title: 'What nodes ask of each other, of PostgreSQL and of Redis',
  explains: `The side of nodes that decides who runs which show, eight times in one process with a real PostgreSQL that holds the rows of 3 to 100 nodes with ${SHOWS_A_NODE} live shows each while nothing changes; real heartbeats over TLS between ${HEARD_NODES} nodes; the adapter of the audience's sockets ${READING_NODES} times at one Redis. All of it shares the machine.`,
  figures: [
    { key: 'queriesANode', title: 'queries of a node, of 100', unit: '/s' },
    { key: 'rowsANodeOf3', title: 'rows that a node of 3 gets from PostgreSQL', unit: '/s' },
    { key: 'rowsANodeOf100', title: 'rows that a node of 100 gets from PostgreSQL', unit: '/s' },
    { key: 'postgresCoresANodeOf3', title: 'PostgreSQL, for a node of 3', unit: 'core' },
    { key: 'postgresCoresANodeOf100', title: 'PostgreSQL, for a node of 100', unit: 'core' },
    { key: 'serverCoresANodeOf100', title: 'server of a node of 100, for the same', unit: 'core' },
    { key: 'heartbeatCoresAPeer', title: 'heartbeats, for each other node', unit: 'millicore' },
    { key: 'heartbeatKilobitsAPeer', title: 'heartbeats, to each other node', unit: 'kbit/s' },
    { key: 'redisCoresAThousand', title: 'Redis, for 1,000 messages a second to one node', unit: 'core' },
    { key: 'fanOutCoresAThousand', title: 'nodes, for 1,000 messages a second to one node', unit: 'core' },
  ],
  plots: [
    { key: 'rows', title: 'Rows over nodes', x: 'nodes', y: 'rows a second' },
    { key: 'queries', title: 'Queries over nodes', x: 'nodes', y: 'queries a second' },
    { key: 'postgres', title: 'PostgreSQL over nodes', x: 'nodes', y: 'core' },
    { key: 'server', title: 'Server over nodes', x: 'nodes', y: 'core' },
  ],
  runs: { quick: 1, full: 2 },
  run,
};
