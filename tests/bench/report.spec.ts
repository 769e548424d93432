import { expect, test } from '@jest/globals';
import { isKept } from './report.js';

const committed = {
  scenarios: [
    { name: 'hour', mode: 'full' },
    { name: 'glance', mode: 'quick' },
  ],
} as const;

test.each([
  { name: 'hour', mode: 'quick', kept: true },
  { name: 'hour', mode: 'full', kept: false },
  { name: 'glance', mode: 'quick', kept: false },
  { name: 'new', mode: 'quick', kept: false },
] as const)('$name, measured $mode: what the report has stays: $kept', ({ kept, ...fresh }) => {
  expect(isKept(committed, fresh)).toBe(kept);
});
