import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { capacityText } from './capacity.js';
import { costsText } from './costs.js';
import { falseClaims, withFigures } from './readme-claims.js';
import { type CommittedReport, reportText } from './report.js';

const root = join(import.meta.dirname, '..', '..');

function read(path: string): string {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
}

const committed = JSON.parse(read('docs/performance.json') || '{"scenarios":[]}') as CommittedReport;

test('figures in the README are those of the committed report', () => {
  expect(falseClaims(read('README.md'), committed)).toEqual([]);
});

test('the committed report is what its data prints', () => {
  expect(read('docs/performance.md')).toBe(committed.scenarios.length === 0 ? '' : reportText(committed));
});

test('the committed capacity page is what the data prints', () => {
  expect(read('docs/capacity.md')).toBe(committed.scenarios.length === 0 ? '' : capacityText(committed));
});

test('the committed page of costs is what the data prints', () => {
  expect(read('docs/costs.md')).toBe(committed.scenarios.length === 0 ? '' : costsText(committed));
});

describe('a claim', () => {
  const text = 'in <!-- figure:stage.ms -->33.0<!-- /figure --> ms';
  const figure = { key: 'ms', title: '', unit: 'ms', median: 33.04, least: 1, most: 50 };
  const report = { scenarios: [{ name: 'stage', figures: [figure] }] } as unknown as CommittedReport;

  test('that the report bears out passes', () => {
    expect(falseClaims(text, report)).toEqual([]);
  });

  test('becomes what the report has', () => {
    expect(withFigures(text.replace('33.0', '25'), report)).toBe(text);
    expect(withFigures(text, { scenarios: [] })).toBe(text);
  });

  test('that differs or stands for nothing is named', () => {
    expect(falseClaims(text.replace('33.0', '25'), report)).toHaveLength(1);
    expect(falseClaims(text, { scenarios: [] })).toHaveLength(1);
  });
});
