import { askRedis, type RedisFacts } from '#cluster';
import type { Clock } from '#kernel';
import { bad, type Check, type CheckContext, type Finding, good, warning } from '../finding.js';

/** The first one with streams, over which nodes tell audiences of each other. */
const OLDEST_MAJOR = 5;
/** Half of what a counted request waits for Redis (`SharedRedis`): beyond that a busy moment makes nodes count alone. */
const SLOW_MS = 125;
/** Rates are counted by each node's own clock, and end by that of Redis. */
const MOST_APART_MS = 1_000;

/** Does the Redis that nodes share take what they write? */
export function redisCheck({ config }: CheckContext, clock: Clock): Check {
  const { redisUrl, cluster } = config;
  return {
    name: 'Redis',
    run: async () => {
      if (redisUrl === undefined) return [withoutRedis(cluster.secret !== undefined)];
      try {
        return redisFindings(await askRedis(redisUrl, clock.wallMs));
      } catch (error) {
        // The address may hold a password: only the reason is said.
        return [
          bad(
            `does not answer or takes nothing: ${(error as Error).message}`,
            'See REDIS_URL, its password and firewall, and whether it is full or only copies another one.',
          ),
        ];
      }
    },
  };
}

const withoutRedis = (isCluster: boolean): Finding =>
  isCluster
    ? warning(
        'none: the node of a show talks to its whole audience, and request rates count for each node alone',
        'Set REDIS_URL on all nodes.',
      )
    : good('none: a node that is alone needs none');

/** What is to be said of one that answered. */
export function redisFindings({ major, eviction, aheadMs, tookMs }: RedisFacts): Finding[] {
  const says = `Redis ${major} answers within ${Math.round(tookMs)} ms and takes what nodes write`;
  return [
    major >= OLDEST_MAJOR ? good(says) : bad(`${says}, and has no streams`, 'Upgrade it to 5 or newer.'),
    ...(tookMs <= SLOW_MS
      ? []
      : [warning('it is far away: nodes wait 250 ms for it at most', 'Put it beside the nodes.')]),
    ...(eviction.startsWith('allkeys-')
      ? [
          warning(
            `when it is full it gives up anything (${eviction}), messages on their way to audiences too`,
            'Set maxmemory-policy to volatile-ttl.',
          ),
        ]
      : []),
    Math.abs(aheadMs) <= MOST_APART_MS + tookMs
      ? good('its clock agrees with ours')
      : warning(`its clock is ${Math.round(aheadMs / 1_000)} s from ours`, 'Let NTP keep both.'),
  ];
}
