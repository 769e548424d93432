import { expect, test } from '@jest/globals';
import { loadConfig } from '#kernel';
import { processPlans } from './process-plans.js';

const SECRETS = {
  DATABASE_URL: 'postgresql://ann:hidden@db.example.org/show',
  REDIS_URL: 'redis://:hidden@redis.example.org',
  S3_URL: 'https://key:hidden@s3.example.org/bucket',
};

test('a process has the secrets that it needs, and those that strangers reach have none but these', () => {
  const env = { PATH: '/bin', ...SECRETS };
  const config = loadConfig({ env, readFile: () => undefined, cores: 2, isTerminal: false });
  const plans = processPlans(config, { env, execPath: 'node', execArgv: [] });
  const { server, front, outputs, ingest, spareProgramme } = plans;
  const secretsOf = (plan: { env: Record<string, string | undefined> } | undefined) =>
    Object.keys(SECRETS).filter((name) => plan?.env[name] !== undefined);
  expect(secretsOf(server)).toEqual(Object.keys(SECRETS));
  expect(secretsOf(front)).toEqual(['S3_URL']);
  expect(secretsOf(outputs)).toEqual(['S3_URL']);
  expect(ingest).toBeDefined();
  expect(secretsOf(ingest)).toEqual([]);
  expect(secretsOf(spareProgramme)).toEqual([]);
  expect(secretsOf(plans.programme('show_1'))).toEqual([]);
});

test('compiled code is kept in the data folder, or where Node has been given a place for it', () => {
  const surroundings = { execPath: 'node', execArgv: [] };
  const env = { PROSCENIUM_DATA_DIR: '/srv/proscenium' };
  const config = loadConfig({ env, readFile: () => undefined, cores: 2, isTerminal: false });
  const placesFor = (more: Record<string, string>) => {
    const plans = processPlans(config, { env: { ...env, ...more }, ...surroundings });
    return [plans.server, plans.programme('show_1')].map((plan) => plan.env.NODE_COMPILE_CACHE);
  };
  expect(placesFor({})).toEqual(Array(2).fill('/srv/proscenium/cache/code'));
  expect(placesFor({ NODE_COMPILE_CACHE: '/tmp/code' })).toEqual(Array(2).fill('/tmp/code'));
});
