import { expect, jest, test } from '@jest/globals';
import type { Layout, Overlays } from '#protocol';
import type { Brand } from './use-brand.js';
import { USUAL_COLOUR, wearBrand } from './wear-brand.js';

const layout = { kind: 'grid', background: { colour: '#10141c' } } as Layout;
const overlays = {
  ...{ titleBar: { title: 'Welcome', subtitle: '' }, ticker: null, logo: null, countdown: null },
  ...{ frame: { assetId: 'pic_old' }, accent: USUAL_COLOUR, font: 'sans', language: 'en' },
} as Overlays;
const plain = {
  colour: null,
  font: 'sans',
  language: 'en',
  logo: null,
  background: null,
  frame: null,
  intro: null,
  outro: null,
} as const;

const wear = (brand: Parameters<typeof wearBrand>[2]) => {
  const composer = { setLayout: jest.fn(), setOverlays: jest.fn() };
  wearBrand(composer, { layout, overlays }, brand);
  return [composer.setLayout.mock.calls[0]?.[0], composer.setOverlays.mock.calls[0]?.[0]];
};

test('colour, typeface, language and images come, and what is shown now stays', () => {
  const brand: Brand = {
    ...{ colour: '#1144cc', font: 'serif', language: 'ko', background: 'pic_1', frame: 'pic_2' },
    ...{ logo: { assetId: 'pic_3', corner: 'top-left' }, intro: null, outro: null, banners: [] },
  };
  expect(wear(brand)).toEqual([
    { ...layout, background: { colour: '#10141c', assetId: 'pic_1' } },
    {
      ...overlays,
      ...{ accent: '#1144cc', font: 'serif', language: 'ko', frame: { assetId: 'pic_2' } },
      logo: { assetId: 'pic_3', corner: 'top-left', opacity: 1 },
    },
  ]);
});

test('a show without a brand is as new', () => {
  expect(wear({ ...plain, banners: [] })).toEqual([layout, { ...overlays, frame: null }]);
});
