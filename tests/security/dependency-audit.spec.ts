// What is known of the packages that are shipped: the server's and those that are bundled into the pages.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot as ROOT, type ShippedPackage, shippedPackages } from '../../infra/licences/shipped.mjs';

const REGISTRY = 'https://registry.npmjs.org/';
const ANSWERED_WITHIN_MS = 20_000;
/** Continuous integration sets it: there, a registry without an answer is a failure. */
const IS_REQUIRED = process.env.PROSCENIUM_AUDIT === 'required';

interface Audit {
  metadata?: { vulnerabilities?: Record<string, number> };
  vulnerabilities?: Record<string, { severity: string; nodes?: string[] }>;
}

/** All packages, for bundled ones are development dependencies to npm. */
function askRegistry(): string {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--fetch-retries=0'], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: ANSWERED_WITHIN_MS,
  });
  return stdout ?? '';
}

function readAudit(text: string): Audit | undefined {
  try {
    const audit = JSON.parse(text) as Audit;
    return audit.metadata?.vulnerabilities === undefined ? undefined : audit;
  } catch {
    return undefined;
  }
}

/** High and critical ones, of packages that are shipped. `nodes` are where npm found them installed. */
const grave = ({ vulnerabilities = {} }: Audit, shipped: readonly ShippedPackage[]): string[] =>
  Object.entries(vulnerabilities)
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .filter(([name, { nodes = [] }]) =>
      shipped.some((each) => (nodes.length > 0 ? nodes.includes(each.path) : each.name === name)),
    )
    .map(([name, { severity }]) => `${name}: ${severity}`);

const shipped = shippedPackages(ROOT).filter(({ inServer, inPages }) => inServer || inPages);
const audit = readAudit(askRegistry());

// Without an answer nothing is known: the test is then counted as skipped, or fails where it must be answered.
(audit === undefined && !IS_REQUIRED ? test.skip : test)(
  'what is shipped has no dependency with a known grave fault',
  () => {
    expect(audit).toBeDefined();
    expect(grave(audit ?? {}, shipped)).toEqual([]);
  },
);

describe('without a registry', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; integrity?: string; resolved?: string; optional?: boolean }>;
  };

  test('what is installed is what the lock says', () => {
    const wrong = shipped.filter(({ path, version }) => lock.packages[path]?.version !== version);
    expect(wrong.map(({ path, version }) => `${path} ${version}`)).toEqual([]);
  });

  test('npm verified every package against the lock, and takes none from another place', () => {
    const judged = shipped.map((each) => ({ ...each, ...lock.packages[each.path] }));
    const unverified = judged.filter(
      ({ integrity, optional }) => !optional && !/^sha512-/.test(integrity ?? ''),
    );
    const elsewhere = judged.filter(
      ({ resolved }) => resolved !== undefined && !resolved.startsWith(REGISTRY),
    );
    expect([...unverified, ...elsewhere].map(({ path }) => path)).toEqual([]);
  });
});

test('a grave fault is reported of the server, of the pages, and not of what only builds them', () => {
  const faultIn = (name: string, nodes: string[]) =>
    grave(
      readAudit(
        JSON.stringify({
          metadata: { vulnerabilities: { high: 1 } },
          vulnerabilities: { [name]: { severity: 'high', nodes } },
        }),
      ) ?? {},
      shipped,
    );
  expect(faultIn('fastify', ['node_modules/fastify'])).toEqual(['fastify: high']);
  expect(faultIn('hls.js', ['node_modules/hls.js'])).toEqual(['hls.js: high']);
  expect(faultIn('jest', ['node_modules/jest'])).toEqual([]);
});

test('what is no audit is not taken for a clean one', () => {
  expect(readAudit('{"message":"405 Method Not Allowed"}')).toBeUndefined();
  expect(readAudit('')).toBeUndefined();
});
