import { expect, test } from '@jest/globals';
import { costsText } from './costs.js';
import { PRICES } from './prices.js';
import type { CommittedReport } from './report.js';

const scenario = (name: string, figures: Record<string, number>) => ({
  name,
  figures: Object.entries(figures).map(([key, median]) => ({ key, median })),
});
const report = (...scenarios: unknown[]) => ({ scenarios }) as CommittedReport;

const MEASURED = [
  scenario('programme-cpu', { wholeCores: 0.6 }),
  scenario('stage-twelve', { perStream12: 1 }),
  scenario('edge-cost', { coresAThousand: 0.4, requestsAViewer: 8 }),
  scenario('scale-viewers', { originCores: 0.05 }),
  scenario('audience-crowd', { coresAThousand: 0.1 }),
];

test('an hour is bits, requests where they are counted, and cores', () => {
  const rows = costsText(report(...MEASURED)).split('\n');
  const bunny = PRICES.find(({ name }) => name.startsWith('bunny'));
  // 1,000 viewers at 2.75 Mbit/s are 1,237.5 GB an hour; show and chat take a core each of the cheapest list.
  const most = 1_237.5 * (bunny?.gigabyte ?? 0) + 2 * 0.0328;
  expect(rows.find((row) => row.includes('bunny.net Volume |'))).toContain(`to $${most.toFixed(2)} |`);
  // 8 requests a second of 1,000 viewers are 2,880 times ten thousand.
  const cloudFront = Math.round(1_237.5 * 0.085 + 2_880 * 0.01 + 2 * 0.0328);
  expect(rows.find((row) => row.includes('CloudFront |'))).toContain(`to $${cloudFront} |`);
});

test('nothing is promised where a ground was not measured', () => {
  const text = costsText(report(...MEASURED.slice(1)));
  expect(text).toContain('Not all grounds are measured yet: programme-cpu.');
  expect(text).not.toContain('an hour of a show');
});
