import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { loadConfig, systemClock } from '#kernel';
import { temporaryFolder } from '../../../tests/support/kernel/temporary-folder.js';
import { good } from './finding.js';
import { writeBundle } from './support-bundle.js';

/** What an operator may have set that nobody else may read; each has a word of its own to look for. */
const SECRETS = {
  DATABASE_URL: 'postgresql://ann:word-of-database@db/show',
  REDIS_URL: 'redis://:word-of-redis@redis',
  S3_URL: 'https://key:word-of-store@s3.example.org/bucket',
  SMTP_URL: 'smtps://ann:word-of-mail@mail.example.org',
  EDGE_SECRET: 'word-of-edge-0123456789',
  PROSCENIUM_CLUSTER_SECRET: 'word-of-cluster-0123456789',
  PROSCENIUM_CLUSTER_ADDRESS: '10.0.0.11',
  PROSCENIUM_TURN_URL: 'turn:turn.example.org:3478',
  PROSCENIUM_TURN_SECRET: 'word-of-relay-0123456789',
  PROSCENIUM_TRACES_URL: 'http://localhost:4318',
  PROSCENIUM_TRACES_AUTHORIZATION: 'Bearer word-of-traces',
  PROSCENIUM_CAPTIONS_URL: 'wss://api.example.org/?key=word-of-captions',
  PROSCENIUM_CAPTIONS_KEY: 'word-of-model',
};

const folder = temporaryFolder();
afterEach(() => folder.remove());

test('a bundle has findings, settings and machine, and no secret; its user alone may read it', async () => {
  const config = loadConfig({ env: SECRETS, readFile: () => undefined, cores: 2, isTerminal: false });
  const reports = [{ name: 'disk', findings: [good('9 GB free')] }];
  const path = await writeBundle({
    ...{ config, reports, isServerRunning: false },
    ...{ clock: systemClock, folder: folder.path },
  });
  expect(readdirSync(folder.path).map((name) => join(folder.path, name))).toEqual([path]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, 'utf8');
  expect(text).not.toMatch(/word-of-/);
  expect(JSON.parse(text)).toMatchObject({
    machine: { node: process.versions.node },
    settings: { port: 3000, 'cluster.address': '10.0.0.11' },
    reports: [{ name: 'disk', findings: [{ says: '9 GB free' }] }],
    running: null,
  });
});
