import { expect, test } from '@jest/globals';
import { isKept } from './report.js';

const at = (commit: string) => ({ machine: { versions: { commit } } });

const committed = {
  scenarios: [
    { name: 'hour', mode: 'full', ...at('before') },
    { name: 'minute', mode: 'full', ...at('before') },
    { name: 'done', mode: 'full', ...at('now') },
    { name: 'glance', mode: 'quick', ...at('before') },
  ],
};

test.each([
  { name: 'hour', mode: 'quick', isLong: true, kept: true },
  { name: 'hour', mode: 'full', isLong: true, kept: false },
  { name: 'minute', mode: 'quick', kept: false },
  { name: 'done', mode: 'quick', kept: true },
  { name: 'glance', mode: 'quick', kept: false },
  { name: 'new', mode: 'quick', kept: false },
])('$name, measured $mode: what the report has stays: $kept', ({ kept, isLong, ...fresh }) => {
  expect(isKept(committed, { ...fresh, ...at('now') }, isLong)).toBe(kept);
});
