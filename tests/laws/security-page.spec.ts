import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
const threats = page
  .slice(page.indexOf('## Threats'), page.indexOf('## Fuzzing'))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2);

test('every threat of the page on security names a test, and each that is named is there', () => {
  expect(threats.length).toBeGreaterThan(25);
  for (const threat of threats) {
    const specs = [...threat.matchAll(/`([\w./-]+\.spec\.ts)`/g)].map(([, path = '']) => path);
    expect([threat, specs.length > 0]).toEqual([threat, true]);
    expect(specs.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  }
});
