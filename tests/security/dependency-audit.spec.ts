import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const ANSWERED_WITHIN_MS = 20_000;

interface Audit {
  metadata?: { vulnerabilities?: Record<string, number> };
  vulnerabilities?: Record<string, { severity: string }>;
}

/** What the registry knows of our dependencies; nothing where there is no network, or a mirror without advisories. */
function askRegistry(): Audit | undefined {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0'], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: ANSWERED_WITHIN_MS,
  });
  return readAudit(stdout);
}

function readAudit(text: string): Audit | undefined {
  try {
    const audit = JSON.parse(text) as Audit;
    return audit.metadata?.vulnerabilities === undefined ? undefined : audit;
  } catch {
    return undefined;
  }
}

const grave = ({ vulnerabilities = {} }: Audit): string[] =>
  Object.entries(vulnerabilities)
    .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
    .map(([name, { severity }]) => `${name}: ${severity}`);

test(
  'what runs in production has no dependency with a known grave fault',
  () => {
    const audit = askRegistry();
    if (audit === undefined) console.log('the registry told no advisories: nothing is known here');
    expect(audit === undefined ? [] : grave(audit)).toEqual([]);
  },
  2 * ANSWERED_WITHIN_MS,
);

test('an answer with a grave fault is told, one that is no audit is not taken for a clean one', () => {
  const audit = readAudit(
    '{"metadata":{"vulnerabilities":{"high":1}},"vulnerabilities":{"left-pad":{"severity":"high"}}}',
  );
  expect(audit && grave(audit)).toEqual(['left-pad: high']);
  expect(readAudit('{"message":"405 Method Not Allowed"}')).toBeUndefined();
  expect(readAudit('')).toBeUndefined();
});
