import { figureOf, groundOf, LADDER_MEGABITS } from './capacity-needs.js';
import type { CommittedReport } from './report.js';

/** Nobody should run a machine fuller than this. */
const FULL_SHARE = 0.7;
/** Of the machines that the table speaks of. */
export const NODE_CORES = 24;
/** A show is admitted with so many: what it takes at most. */
const ADMITTED_CORES = 2;
/** What a pool of connections of a node holds at most. */
const CONNECTIONS_A_NODE = 10;
/** Sent as one to an audience, each second. */
export const MESSAGES_A_SHOW = 1;
/** Each node writes a mark into the stream of what audiences read so often. */
const MARK_SECONDS = 2;
/** A node reads all owners and live shows again so often. */
const ALL_AGAIN_SECONDS = 60;
/** What one Redis server passes on is passed on by one core. */
const REDIS_CORES = 1;
const SHOW_MEGABITS = Object.values(LADDER_MEGABITS).reduce((sum, each) => sum + each, 0);

/** What the simulation stands on, each with the place it comes from. */
export const CLUSTER_GROUNDS = {
  queries: ['queries', 'queries of a node to PostgreSQL, over nodes'],
  rows: ['rows', 'rows that a node gets from PostgreSQL, over nodes'],
  postgres: ['postgres', 'cores of PostgreSQL for a node, over nodes'],
  server: ['server', 'cores of a node for the same, over nodes'],
  heartbeat: ['heartbeatCoresAPeer', 'heartbeats of a node for each other one (thousandths of a core)'],
  heartbeatKilobits: ['heartbeatKilobitsAPeer', 'heartbeats to each other node (kbit/s)'],
  redis: ['redisCoresAThousand', 'cores of Redis for a thousand messages a second to one node'],
  fanOut: ['fanOutCoresAThousand', 'cores of nodes for the same'],
} as const;
const SCENARIO = 'cluster-size';
export type ClusterGround = keyof typeof CLUSTER_GROUNDS;
type Point = readonly [x: number, y: number];

export interface Cluster {
  shows: number;
  viewers: number;
  /** Of the viewers: on pages with the chat, which hold a socket. */
  onPages: number;
}

export interface ClusterNeeds {
  nodes: number;
  /** What decides their number. */
  bend: 'shows' | 'sockets';
  /** Each node to each other one. */
  heartbeatConnections: number;
  postgres: { queries: number; rows: number; cores: number; connections: number };
  /** Messages a second that it passes on, one for each node that reads one. */
  redis: { messages: number; cores: number; isBeyondOneServer: boolean };
  /** Of one node, for all that: rows, heartbeats and messages of others. */
  coresOfANode: number;
  /** Into one node: each show followed by one other node, and by all of them. */
  leastGigabits: number;
  mostGigabits: number;
}

/** Straight between what was measured, and on as steep as last beyond it. */
export function along(points: readonly Point[], x: number): number {
  const found = points.findIndex(([at]) => at >= x);
  const next = found === -1 ? points.length - 1 : Math.max(1, found);
  const [from, to] = [points[next - 1], points[next]];
  if (from === undefined || to === undefined) return points.at(-1)?.[1] ?? 0;
  return from[1] + ((to[1] - from[1]) * (x - from[0])) / (to[0] - from[0]);
}

function curveOf(report: CommittedReport, key: string): readonly Point[] {
  const plot = report.scenarios.find(({ name }) => name === SCENARIO)?.plots.find((each) => each.key === key);
  return plot?.curves[0]?.points ?? [];
}

export const hasClusterGrounds = (report: CommittedReport): boolean => curveOf(report, 'rows').length > 1;

/** What a ground says: its last point of a curve, or its figure. */
export function clusterGroundOf(report: CommittedReport, ground: ClusterGround): number | undefined {
  const [key] = CLUSTER_GROUNDS[ground];
  return figureOf(report, SCENARIO, key) ?? curveOf(report, key).at(-1)?.[1];
}

export const clusterKeyOf = (ground: ClusterGround): string => `${SCENARIO}.${CLUSTER_GROUNDS[ground][0]}`;

/** One more than the shows need, which may fail; as many as hold the sockets, each from one core. */
function nodesOf(report: CommittedReport, { shows, onPages }: Cluster): Pick<ClusterNeeds, 'nodes' | 'bend'> {
  const forShows = Math.ceil((shows * ADMITTED_CORES) / NODE_CORES) + 1;
  const forSockets = Math.ceil(((groundOf(report, 'chat') ?? 0) * (onPages / 1_000)) / FULL_SHARE);
  return forSockets > forShows ? { nodes: forSockets, bend: 'sockets' } : { nodes: forShows, bend: 'shows' };
}

/** What a cluster takes to be one, for so many shows and viewers. */
export function simulateCluster(report: CommittedReport, cluster: Cluster): ClusterNeeds {
  const { shows } = cluster;
  const known = (ground: ClusterGround) => clusterGroundOf(report, ground) ?? 0;
  const ofANode = (ground: ClusterGround) => along(curveOf(report, CLUSTER_GROUNDS[ground][0]), nodes);
  const { nodes, bend } = nodesOf(report, cluster);
  const said = shows * MESSAGES_A_SHOW + nodes / MARK_SECONDS;
  const redisCores = ((said * nodes) / 1_000) * known('redis');
  return {
    nodes,
    bend,
    heartbeatConnections: nodes * (nodes - 1),
    postgres: {
      queries: nodes * ofANode('queries'),
      rows: nodes * (ofANode('rows') + (2 * shows) / ALL_AGAIN_SECONDS),
      cores: (nodes * ofANode('postgres')) / FULL_SHARE,
      connections: nodes * CONNECTIONS_A_NODE,
    },
    redis: {
      messages: said * nodes,
      cores: redisCores,
      isBeyondOneServer: redisCores > REDIS_CORES * FULL_SHARE,
    },
    coresOfANode:
      ofANode('server') + ((nodes - 1) * known('heartbeat')) / 1_000 + (said / 1_000) * known('fanOut'),
    leastGigabits: (shows * SHOW_MEGABITS) / nodes / 1_000,
    mostGigabits: (shows * SHOW_MEGABITS * (nodes - 1)) / nodes / 1_000,
  };
}
