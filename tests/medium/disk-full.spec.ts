import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import type { FullDiskFacts } from '../support/packager/full-disk.js';

const root = join(import.meta.dirname, '..', '..');
const [typescript, script] = ['infra/bootstrap/typescript.mjs', 'tests/support/packager/full-disk.ts'];
/** A file system of one megabyte, which six segments fill, gone with the process that it is made for. */
const MOUNTED = 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"';
/** An ordinary user may mount in a user namespace of their own. */
const NAMESPACE = process.getuid?.() === 0 ? ['--mount'] : ['--map-root-user', '--mount'];

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test('a full disk stops rewinding, says so, and the live edge goes on', () => {
  const node = [process.execPath, '--import', join(root, typescript), join(root, script), folder.path];
  const text = execFileSync('unshare', [...NAMESPACE, 'sh', '-c', MOUNTED, folder.path, ...node], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const facts = JSON.parse(text) as FullDiskFacts;
  expect(facts.states).toEqual(['stopped']);
  // Fifty segments were made: the edge is whole, and half a minute before it is all that memory holds.
  expect(facts.firstSequence + facts.segments).toBe(51);
  expect(facts.segments).toBeLessThanOrEqual(17);
  expect(facts.segments).toBeGreaterThanOrEqual(15);
  expect(facts.fetched).toBe(facts.segments);
});
