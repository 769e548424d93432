import { expect, test } from '@jest/globals';
import { type HealthSigns, troublesOf } from './health-advice.js';

const FINE = {
  ticks: 3_000,
  repeatedFrames: 4,
  droppedFrames: 10,
  lateTicks: 3,
  decoderRestarts: 1,
  encoderRestarts: 0,
  encoderSpeed: 1,
  soundLateMs: 5,
  loudness: null,
  machineLoad: 0.6,
  audienceBehindMs: { median: 1_100, p95: 1_900 },
};
const WELL: HealthSigns = {
  stage: 'on',
  isLinkPoor: false,
  now: FINE,
  before: { ...FINE, ticks: 2_700 },
};

test('a show that runs well has no troubles, and neither has one that is not on air', () => {
  expect(troublesOf(WELL)).toEqual([]);
  expect(troublesOf({ stage: 'on', isLinkPoor: false })).toEqual([]);
});

test.each([
  ['encoder', { encoderSpeed: 0.8 }],
  ['machine', { machineLoad: 0.97 }],
  ['behind', { audienceBehindMs: { median: 6_000, p95: 9_000 } }],
  ['uneven', { repeatedFrames: 44 }],
  ['restarts', { encoderRestarts: 1 }],
  ['lips', { soundLateMs: -180 }],
] as const)('%s is seen', (trouble, change) => {
  expect(troublesOf({ ...WELL, now: { ...FINE, ...change } })).toEqual([trouble]);
});

test('what happened before the last ten seconds is over', () => {
  const earlier = { ...FINE, encoderRestarts: 3, repeatedFrames: 400 };
  expect(troublesOf({ ...WELL, now: { ...earlier }, before: { ...earlier, ticks: 2_700 } })).toEqual([]);
});

test('the most pressing comes first, and a lost connection is not also a poor one', () => {
  const signs = { ...WELL, stage: 'lost' as const, isLinkPoor: true, now: { ...FINE, machineLoad: 1 } };
  expect(troublesOf(signs)).toEqual(['lost', 'machine']);
});
