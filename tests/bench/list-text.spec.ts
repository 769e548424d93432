import { expect, test } from '@jest/globals';
import { estimateSeconds, listText } from './list-text.js';

const report = [
  { name: 'known', mode: 'quick', runs: 1, tookSeconds: 40 },
  { name: 'hour', mode: 'full', runs: 1, tookSeconds: 3_600 },
  { name: 'three', mode: 'full', runs: 3, tookSeconds: 120 },
] as const;

test.each([
  { name: 'known', mode: 'quick', seconds: 40 },
  { name: 'three', mode: 'quick', seconds: 20 },
  { name: 'hour', mode: 'quick', seconds: 90 },
  { name: 'known', mode: 'full', seconds: 240 },
  { name: 'new', mode: 'quick', seconds: 60 },
] as const)('$name, $mode: about $seconds s', ({ name, mode, seconds }) => {
  expect(estimateSeconds(name, mode, report)).toBe(seconds);
});

test('the list says what all of it takes', () => {
  const scenarios = [
    { name: 'known', title: 'One' },
    { name: 'three', title: 'Two' },
  ];
  expect(listText(scenarios, () => 'quick', report)).toBe(
    'known: One (quick, about 40 s)\nthree: Two (quick, about 20 s)\n2 scenarios, about 1 min',
  );
});
