import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Damage } from './damage.js';
import { brokenPromises, CORE_FAULTS, PROMISES, UNNOTICED_MS } from './promises.js';

const unharmed: Damage = {
  ...{ stalledMs: 0, longestStallMs: 70, hiddenMs: 0, silentMs: 0, longestSilenceMs: 110, backAfterMs: 0 },
  ...{ latencyBeforeMs: 1_000, latencyAfterMs: 1_000, isBack: true },
};
const judged = { damage: unharmed, atHost: unharmed, atGuest: unharmed };

test('every fault has its bounds, and every bound a fault', () => {
  const faults = readdirSync(join(import.meta.dirname, 'faults')).map((file) => file.replace(/\.ts$/, ''));
  expect(Object.keys(PROMISES).sort()).toEqual(faults.sort());
});

test('what is struck without a name bounds lost frames too', () => {
  for (const name of CORE_FAULTS)
    expect([name, PROMISES[name]?.hiddenMs]).toEqual([name, expect.any(Number)]);
});

test('no bound is so wide that a viewer would have left', () => {
  for (const [name, promised] of Object.entries(PROMISES)) {
    expect([name, promised.longestStallMs <= 5_000]).toEqual([name, true]);
    expect([name, promised.longestStallMs > 0 && promised.longestSilenceMs > 0]).toEqual([name, true]);
  }
});

test('a show that lost nothing keeps every promise', () => {
  for (const promised of Object.values(PROMISES))
    expect(brokenPromises(promised, { ...judged, clickDbfs: -60 })).toEqual([]);
});

test('each figure breaks its own promise', () => {
  const promised = { longestStallMs: 300, longestSilenceMs: 300, backAfterMs: 2_000, stageBackAfterMs: 100 };
  const brokenBy = (more: Partial<typeof judged>) => brokenPromises(promised, { ...judged, ...more });
  expect(brokenBy({ damage: { ...unharmed, longestStallMs: 301 } })).toEqual([
    'longestStallMs 301, promised at most 300',
  ]);
  expect(brokenBy({ damage: { ...unharmed, longestSilenceMs: 1_000 } })).toHaveLength(1);
  expect(brokenBy({ damage: { ...unharmed, backAfterMs: 2_001 } })).toHaveLength(1);
  expect(brokenBy({ atGuest: { ...unharmed, backAfterMs: UNNOTICED_MS } })).toEqual([
    'stageBackAfterMs of the guest 400, promised at most 100',
  ]);
});

test('a figure that could not be measured is a broken promise', () => {
  const promised = {
    ...PROMISES['audio-encoder-killed'],
    longestStallMs: 300,
    longestSilenceMs: 300,
    backAfterMs: 1,
  };
  expect(brokenPromises(promised, judged)).toEqual(['clickDbfs NaN, promised at most -40']);
  const unmeasured = { ...unharmed, longestStallMs: Number.NaN };
  expect(brokenPromises(promised, { ...judged, damage: unmeasured, clickDbfs: -50 })).toHaveLength(1);
});
