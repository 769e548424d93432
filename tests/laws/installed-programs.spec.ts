import { expect, test } from '@jest/globals';
import { toRun, toTest, toTestLong } from '../../infra/bootstrap/packages.mjs';
import { sourcesIn } from './sources.js';

/** On every Debian, or brought by Node. */
const BASE = [
  'bash',
  'chown',
  'chrt',
  'cp',
  'dpkg-query',
  'git',
  'go',
  'id',
  'ldd',
  'mount',
  'nice',
  'npm',
  'npx',
];
const MORE = ['nsenter', 'prlimit', 'setsid', 'sh', 'sudo', 'tar', 'umount', 'unshare'];
/** Of the same package as another program of ours. */
const BESIDE = ['gst-inspect-1.0', 'pebble-challtestsrv', 'redis-cli'];
/** A peer of the benchmarks, which say so where it is missing. */
const PEERS = ['janus'];

const CALLED = /\b(?:command:|(?:execFile|execFileSync|spawn|spawnSync)\()\s*'([\w.-]+)'/g;

test('every program that a test calls is of the base system or is installed before the tests', () => {
  const needs = [...toRun, ...toTest, ...toTestLong];
  const known = new Set([
    ...needs.flatMap(({ program = [] }) => program),
    ...BASE,
    ...MORE,
    ...BESIDE,
    ...PEERS,
  ]);
  const called = sourcesIn('tests').flatMap(({ path, text }) =>
    [...text.matchAll(CALLED)].map(([, program = '']) => ({ path, program })),
  );
  expect(called.length).toBeGreaterThan(20);
  expect(called.filter(({ program }) => !known.has(program))).toEqual([]);
});
