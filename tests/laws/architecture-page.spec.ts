import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
/** It was 42 within one process, then 45 over three. This number only falls. */
const FILES_OF_A_FRAME_AT_MOST = 30;

const filesOf = (title: string): string[] => {
  const [, walk = ''] = page.split(`## ${title}`);
  return [...(walk.split('\n## ')[0] ?? '').matchAll(/`([\w./-]+\.ts)`/g)].map(([, file = '']) => file);
};

test.each(['A frame, from a camera to a screen', 'A promotion, from a raised hand to the programme'])(
  '%s passes files that are there',
  (title) => {
    const files = filesOf(title);
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  },
);

test('the page says how many files a frame passes', () => {
  const files = new Set(filesOf('A frame, from a camera to a screen'));
  expect(page).toContain(`That is ${files.size} files of ours`);
  expect(files.size).toBeLessThanOrEqual(FILES_OF_A_FRAME_AT_MOST);
});
