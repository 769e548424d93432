import { expect, test } from '@jest/globals';
import { contrast, siteColours } from './site-colours.js';

const COLOURS = ['#000000', '#ffffff', '#ff0000', '#00ff00', '#0000ff', '#808080', '#f2ab22', '#1144cc'];

test.each(COLOURS)('texts in %s and on it are readable in both themes', (colour) => {
  const colours = Object.fromEntries(siteColours(colour));
  const [light = '', dark = ''] = colours['--brand-text']?.match(/#[0-9a-f]{6}/g) ?? [];
  const onBrand = colours['--on-brand'] ?? '';
  expect(contrast(light, '#f0eee8')).toBeGreaterThanOrEqual(4.5);
  expect(contrast(dark, '#1e2029')).toBeGreaterThanOrEqual(4.5);
  expect(contrast(onBrand, colour)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(onBrand, colours['--brand-hover'] ?? '')).toBeGreaterThanOrEqual(4.5);
});

test('a site without a colour, or with what is none, has those of the style sheet', () => {
  for (const colour of [null, 'red; }', '#12'])
    expect(siteColours(colour).every(([, value]) => value === null)).toBe(true);
});
