import { expect, test } from '@jest/globals';
import { capacityText } from './capacity.js';
import type { CommittedReport } from './report.js';

const scenario = (name: string, figures: Record<string, number>) => ({
  name,
  figures: Object.entries(figures).map(([key, median]) => ({ key, median })),
});
const report = (...scenarios: unknown[]) => ({ scenarios }) as CommittedReport;

const MEASURED = [
  scenario('programme-cpu', { wholeCores: 0.6 }),
  scenario('stage-twelve', { perStream12: 1 }),
  scenario('edge-cost', { coresAThousand: 0.4 }),
  scenario('scale-viewers', { originCores: 0.05 }),
  scenario('audience-crowd', { coresAThousand: 0.1 }),
];

test('a larger audience needs more of what grows with it and no more of what does not', () => {
  const text = capacityText(report(...MEASURED));
  // (0.6 + 0.05 + 0.024) / 0.7 and 10,000 viewers at 0.4 a thousand, both filled to 70 %.
  expect(text).toContain('| 10,000 | 1 | 2 | 6 | 7.70 to 27.5 | 4 |');
  expect(text).toContain('| 1,000,000 | 1 | 143 | 572 | 770 to 2,750 | a CDN |');
});

test('nothing is promised where a ground was not measured', () => {
  const text = capacityText(report(...MEASURED.slice(1)));
  expect(text).toContain('Not all grounds are measured yet: programme-cpu.');
  expect(text).not.toContain('| 10,000 |');
});
