import { expect, test } from '@jest/globals';
import type { Layout } from '#protocol';
import { toProgrammeLayout } from './to-programme.js';

const layout = (hidden: Layout['hidden']): Layout => ({
  kind: 'auto',
  pinned: null,
  order: [],
  hidden,
  fit: 'cover',
  gapPx: 0,
  background: { colour: '#000000' },
  glideMs: 0,
  labels: true,
  media: null,
});
const none = () => undefined;

test('tiles have borders and shadows where the layout says so', () => {
  const style = ({ tileBorder, tileShadow }: ReturnType<typeof toProgrammeLayout>) => ({
    tileBorder,
    tileShadow,
  });
  const plain = toProgrammeLayout(layout([]), none);
  const bordered = toProgrammeLayout({ ...layout([]), tileBorder: true, tileShadow: true }, none);
  expect(style(plain)).toEqual({ tileBorder: false, tileShadow: false });
  expect(style(bordered)).toEqual({ tileBorder: true, tileShadow: true });
});

test('hiding the screen of a person does not hide their camera, and the other way round', () => {
  const tile = { participantId: 'prt_ada' };
  const screen = toProgrammeLayout(layout([{ ...tile, source: 'screen' }]), none);
  const camera = toProgrammeLayout(layout([{ ...tile, source: 'camera' }]), none);
  expect([screen.hidden, screen.hiddenScreens]).toEqual([[], ['prt_ada']]);
  expect([camera.hidden, camera.hiddenScreens]).toEqual([['prt_ada'], []]);
});
