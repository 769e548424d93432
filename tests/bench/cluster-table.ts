import { pageTable } from './capacity-needs.js';
import {
  CLUSTER_GROUNDS,
  type Cluster,
  type ClusterGround,
  clusterGroundOf,
  clusterKeyOf,
  hasClusterGrounds,
  MESSAGES_A_SHOW,
  NODE_CORES,
  simulateCluster,
} from './cluster-needs.js';
import { formatNumber } from './format-number.js';
import type { CommittedReport } from './report.js';

const CLUSTERS: readonly Cluster[] = [
  { shows: 12, viewers: 1_000, onPages: 1_000 },
  { shows: 24, viewers: 10_000, onPages: 7_500 },
  { shows: 108, viewers: 50_000, onPages: 25_000 },
  { shows: 360, viewers: 200_000, onPages: 80_000 },
  { shows: 1_188, viewers: 1_000_000, onPages: 250_000 },
  { shows: 1_188, viewers: 1_000_000, onPages: 1_000_000 },
];
const whole = (value: number): string => Math.ceil(value).toLocaleString('en-US');

function rowOf(report: CommittedReport, cluster: Cluster): readonly string[] {
  const needs = simulateCluster(report, cluster);
  const { postgres, redis } = needs;
  return [
    ...[cluster.shows, cluster.viewers, cluster.onPages].map(whole),
    `${whole(needs.nodes)} (${needs.bend})`,
    whole(needs.heartbeatConnections),
    ...[postgres.queries, postgres.rows].map(whole),
    formatNumber(postgres.cores),
    whole(postgres.connections),
    whole(redis.messages),
    `${formatNumber(redis.cores)}${redis.isBeyondOneServer ? ': more than one Redis has' : ''}`,
    formatNumber(needs.coresOfANode),
    `${formatNumber(needs.leastGigabits)} to ${formatNumber(needs.mostGigabits)}`,
  ];
}

function grounds(report: CommittedReport): string {
  const rows = (Object.keys(CLUSTER_GROUNDS) as ClusterGround[]).map((ground) => {
    const value = clusterGroundOf(report, ground);
    return [
      CLUSTER_GROUNDS[ground][1],
      value === undefined ? 'not measured yet' : formatNumber(value),
      clusterKeyOf(ground),
    ];
  });
  return pageTable(['measured', 'at 100 nodes, or of each', 'scenario'], rows);
}

/** The part of `docs/capacity.md` about nodes. */
export function clusterText(report: CommittedReport): string[] {
  return [
    '## Nodes of a cluster',
    `What it takes to be a cluster, beside the shows and sockets themselves: simulated with what was measured for 3 to 100 nodes, and on as steep as last beyond 100. Nodes have ${NODE_CORES} cores, admission gives a show two, and one node more than the shows need may fail; pages with the chat hold a socket, which a node sends to from one core. In each show ${formatNumber(MESSAGES_A_SHOW)} message a second goes to its audience. Gigabits between nodes: from each show followed by one node besides its own to each show followed by all of them, which is what edges ask for that know nothing of owners.`,
    hasClusterGrounds(report)
      ? pageTable(
          [
            'shows',
            'viewers',
            'on pages with chat',
            'nodes (decided by)',
            'heartbeat connections',
            'PostgreSQL: queries a second',
            'rows a second',
            'cores',
            'connections',
            'Redis: messages a second',
            'cores',
            'cores of each node',
            'gigabits a second into a node',
          ],
          CLUSTERS.map((cluster) => rowOf(report, cluster)),
        )
      : 'Not all grounds are measured yet: cluster-size.',
    'Two things grow with the square of the nodes: heartbeats, each node to each other one, and what goes over Redis, which every node reads. PostgreSQL takes `max_connections` above the column of connections, or a pooler. Nodes read again only what has changed, and all of it once a minute.',
    grounds(report),
  ];
}
