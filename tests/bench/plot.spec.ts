import { expect, test } from '@jest/globals';
import { formatNumber } from './format-number.js';
import { svgPlot } from './plot.js';

test('a plot starts at zero, names its axes and draws each curve', () => {
  const svg = svgPlot({ key: 'k', title: 'Waiting < cooking', x: 'viewers', y: 'ms' }, [
    {
      name: 'p50',
      points: [
        [0, 0],
        [1_000, 90],
      ],
    },
    {
      name: 'p95',
      points: [
        [0, 10],
        [1_000, 100],
      ],
    },
  ]);
  expect(svg).toContain('Waiting &lt; cooking');
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg).toContain('points="70.0,308.0 696.0,70.4"');
  expect(svg).toContain('>1,000<');
});

test.each([
  [0.06523, '0.0652'],
  [33.14, '33.1'],
  [250.4, '250'],
  [1_320.6, '1,321'],
  [0, '0'],
  [Number.NaN, 'n/a'],
])('%f is printed as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
