import { expect, test } from '@jest/globals';
import type { Layout } from '#protocol';
import { keptLayout, stagedLayout } from './scene-people.js';

const camera = (participantId: string) => ({ participantId, source: 'camera' as const });
const LAYOUT: Layout = {
  kind: 'spotlight',
  pinned: camera('part_1'),
  order: [camera('part_2'), camera('part_1')],
  hidden: [{ participantId: 'part_2', source: 'screen' }],
  fit: 'cover',
  gapPx: 12,
  background: { colour: '#10141c' },
  glideMs: 250,
  labels: true,
  media: null,
};
const BEFORE = [
  { participantId: 'part_1', personId: 'ada' },
  { participantId: 'part_2', personId: 'bo' },
];

test('people who return under other ids find their places', () => {
  const kept = keptLayout(LAYOUT, BEFORE);
  expect(kept.order.map(({ participantId }) => participantId)).toEqual(['bo', 'ada']);
  const staged = stagedLayout(kept, [
    { participantId: 'part_8', personId: 'ada' },
    { participantId: 'part_9', personId: 'bo' },
  ]);
  expect(staged.pinned).toEqual(camera('part_8'));
  expect(staged.order).toEqual([camera('part_9'), camera('part_8')]);
  expect(staged.hidden).toEqual([{ participantId: 'part_9', source: 'screen' }]);
});

test('the style of a source follows its person, and that of the image or clip stays', () => {
  const opacity = 0.5;
  const media = { participantId: null, source: 'media' as const, opacity };
  const sources = [media, { ...camera('part_1'), opacity }, { ...camera('part_2'), opacity }];
  const kept = keptLayout({ ...LAYOUT, sources }, BEFORE);
  const staged = stagedLayout(kept, [{ participantId: 'part_8', personId: 'ada' }]);
  expect(staged.sources).toEqual([media, { ...camera('part_8'), opacity }]);
});

test('who has left has no place, and everything else stays', () => {
  const staged = stagedLayout(keptLayout(LAYOUT, BEFORE), [{ participantId: 'part_9', personId: 'bo' }]);
  expect(staged).toMatchObject({ pinned: null, order: [camera('part_9')], kind: 'spotlight', gapPx: 12 });
});
