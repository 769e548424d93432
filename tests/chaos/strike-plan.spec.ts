import { expect, test } from '@jest/globals';
import type { Fault } from './fault.js';
import { planStrikes } from './strike-plan.js';

const fault = (name: string, more: Partial<Fault> = {}): Fault => ({
  ...{ name, title: name, strike: async () => undefined },
  ...more,
});
const viewerFrom = async () => '';
const FAULTS = [
  fault('front-killed'),
  fault('front-killed@edge', { viewerFrom, way: 'edge' }),
  fault('decoder-killed'),
  fault('decoder-killed@edge', { viewerFrom, way: 'edge' }),
];
const namesOf = (times: number) =>
  planStrikes(FAULTS, { times, nowMs: 0 }).map(({ fault: { name }, number }) => `${name} ${number}`);

test('every fault of a show strikes once before any strikes again, and shows come one after the other', () => {
  const names = namesOf(2);
  expect(names).toHaveLength(8);
  const ofFirstShow = names.slice(0, 4);
  expect(new Set(ofFirstShow.map((name) => name.includes('@edge'))).size).toBe(1);
  expect(ofFirstShow.map((name) => name.split(' ')[1])).toEqual(['1', '1', '2', '2']);
});

test('each show has its share of the time', () => {
  const planned = planStrikes(FAULTS, { times: 1, withinMs: 60_000, nowMs: 1_000 });
  expect(planned.map(({ untilMs }) => untilMs)).toEqual([31_000, 31_000, 61_000, 61_000]);
  const endless = planStrikes(FAULTS, { times: 1, nowMs: 1_000 });
  expect(endless.every(({ untilMs }) => untilMs === Number.POSITIVE_INFINITY)).toBe(true);
});
