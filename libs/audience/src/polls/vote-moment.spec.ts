import { expect, test } from '@jest/globals';
import { BEHIND_AT_MOST_MS, voteMomentMs } from './vote-moment.js';

const NOW_MS = 1_700_000_000_000;

test.each([
  ['without a playhead: now', undefined, 0],
  ['at the live edge', NOW_MS - 600, 600],
  ['eight seconds behind', NOW_MS - 8_000, 8_000],
  ['an hour back: the most that counts', NOW_MS - 3_600_000, BEHIND_AT_MOST_MS],
  ['ahead of the programme: now', NOW_MS + 60_000, 0],
  ['no number: now', Number.NaN, 0],
])('%s', (_who, claimedMs, behindMs) => {
  expect(voteMomentMs(claimedMs, NOW_MS)).toBe(NOW_MS - behindMs);
});
