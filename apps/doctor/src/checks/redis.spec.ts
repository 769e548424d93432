import { expect, test } from '@jest/globals';
import { loadConfig, systemClock } from '#kernel';
import { redisCheck, redisFindings } from './redis.js';

const FACTS = { major: 7, eviction: 'noeviction', aheadMs: 3, tookMs: 1 };
const CLUSTER = {
  PROSCENIUM_CLUSTER_SECRET: 'a-secret-of-sixteen-characters',
  PROSCENIUM_CLUSTER_ADDRESS: '10.0.0.11',
  DATABASE_URL: 'postgresql://proscenium@db/proscenium',
};

const statesOf = (facts: Partial<typeof FACTS>) =>
  redisFindings({ ...FACTS, ...facts }).map(({ state, says }) => `${state}: ${says}`);

test.each<[string, Partial<typeof FACTS>, RegExp]>([
  ['one that is as it should be', {}, /^good: Redis 7 answers within 1 ms and takes what nodes write$/],
  ['one without streams', { major: 4 }, /^bad: Redis 4 .* has no streams$/],
  ['one that is far away', { tookMs: 180 }, /^warning: it is far away/],
  ['one that gives up messages', { eviction: 'allkeys-lru' }, /^warning: .*anything \(allkeys-lru\)/],
  ['one with another clock', { aheadMs: -90_000 }, /^warning: its clock is -90 s from ours$/],
])('%s', (_, facts, expected) => {
  const states = statesOf(facts);
  expect(states.some((each) => expected.test(each))).toBe(true);
  const faults = states.filter((each) => !each.startsWith('good'));
  expect(faults.length).toBe(Object.keys(facts).length);
});

const without = async (env: Record<string, string>) => {
  const config = loadConfig({ env, readFile: () => undefined, cores: 1, isTerminal: false });
  return redisCheck({ config, isServerRunning: false }, systemClock).run();
};

test('a node that is alone needs none; a cluster is warned of what it lacks', async () => {
  expect(await without({})).toMatchObject([{ state: 'good' }]);
  expect(await without(CLUSTER)).toMatchObject([{ state: 'warning', advice: 'Set REDIS_URL on all nodes.' }]);
});
