import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { ViewerReports } from './viewer-reports.js';

const batch = (...latencies: number[]) =>
  JSON.stringify({ reports: latencies.map((latencyMs) => ({ latencyMs, stalls: 1 })) });

test('tells the median and the 95th percentile of the last minute', () => {
  const clock = new ManualClock();
  const reports = new ViewerReports(clock);
  expect(reports.latencyOf('show_1')).toBeUndefined();
  reports.take('show_1', batch(9_000, 9_000, 9_000));
  clock.advance(61_000);
  for (let viewer = 1; viewer <= 100; viewer += 1) reports.take('show_1', batch(viewer * 10));
  expect(reports.latencyOf('show_1')).toEqual({ count: 100, p50Ms: 500, p95Ms: 950 });
  expect(reports.stallsOf('show_1')).toBe(103);
  expect(reports.latencyOf('show_2')).toBeUndefined();
});

test.each([
  '',
  '{',
  '[]',
  '{"reports":[]}',
  batch(-1),
  batch(1e9),
  '{"reports":[{"latencyMs":1,"stalls":0,"x":1}]}',
])('%j is refused', (body) => expect(new ViewerReports(new ManualClock()).take('show_1', body)).toBe(false));
