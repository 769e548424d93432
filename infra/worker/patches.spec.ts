import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
// @ts-expect-error the bootstrap is plain JavaScript: it runs before anything is installed
import { patched, patches } from './patches.mjs';

interface Patch {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

const worker = join(import.meta.dirname, '..', '..', 'node_modules', 'mediasoup', 'worker');

test.each(patches as Patch[])('$file of the installed mediasoup still takes its patch', (patch) => {
  const before = readFileSync(join(worker, patch.file), 'utf8');
  const after = patched(patch, before);
  expect(after).toContain(patch.to);
  expect(after).not.toContain(patch.from);
});

test('a patch whose place has moved says which one it is and why it is there', () => {
  const patch: Patch = { file: 'a.cpp', from: 'x', to: 'y', why: 'because' };
  expect(() => patched(patch, 'nothing')).toThrow('a.cpp holds "x" 0 times, not once (because)');
  expect(() => patched(patch, 'x x')).toThrow('2 times');
});
