import { expect, test } from '@jest/globals';
import type { Scenario } from './scenario.js';
import { summarise } from './summary.js';

const scenario: Scenario = {
  name: 'tea',
  title: 'Tea',
  explains: 'Brewed beside coffee.',
  figures: [
    { key: 'teaMs', title: 'tea', unit: 'ms', beside: 'coffeeMs', goal: { atMost: 50 } },
    { key: 'coffeeMs', title: 'coffee', unit: 'ms' },
    { key: 'cocoaMs', title: 'cocoa', unit: 'ms' },
  ],
  plots: [{ key: 'heat', title: 'Heat', x: 's', y: 'K' }],
  runs: { quick: 1, full: 3 },
  run: async () => ({ figures: {} }),
};

test('medians with their spread, ratios run by run, verdicts, the last curves', () => {
  const summary = summarise(scenario, 'full', [
    { figures: { teaMs: 40, coffeeMs: 20 } },
    { figures: { teaMs: 60, coffeeMs: 20 } },
    { figures: { teaMs: 50, coffeeMs: 50 }, plots: { heat: [{ name: 'pot', points: [[0, 1]] }] } },
  ]);
  expect(summary.figures).toEqual([
    expect.objectContaining({ key: 'teaMs', median: 50, least: 40, most: 60, ratio: 2, verdict: 'met' }),
    expect.objectContaining({ key: 'coffeeMs', median: 20, least: 20, most: 50 }),
  ]);
  expect(summary.plots).toEqual([expect.objectContaining({ title: 'Heat', curves: [expect.anything()] })]);
});

test('a goal that is passed over is missed', () => {
  const [tea] = summarise(scenario, 'quick', [{ figures: { teaMs: 51 } }]).figures;
  expect(tea?.verdict).toBe('missed');
});

test('a figure that was not declared is refused', () => {
  expect(() => summarise(scenario, 'quick', [{ figures: { milkMs: 1 } }])).toThrow("gave 'milkMs'");
});
