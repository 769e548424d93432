import { expect, test } from '@jest/globals';
import type { Layout } from '#protocol';
import { moveInOrder, putInSlot, soloOf } from './arrange.js';

const layout: Layout = {
  kind: 'grid',
  pinned: null,
  order: [],
  hidden: [],
  fit: 'cover',
  gapPx: 12,
  background: { colour: '#10141c' },
  glideMs: 250,
  labels: true,
  media: null,
};
const orderOf = ({ order }: Layout) => order.map(({ participantId }) => participantId).join('');

test('two people change their places; who was not shown moves the others on', () => {
  expect(orderOf(putInSlot(layout, ['a', 'b', 'c'], 'a', 'c'))).toBe('cba');
  expect(orderOf(putInSlot(layout, ['a', 'b'], 'n', 'b'))).toBe('anb');
  expect(putInSlot(layout, ['a', 'b'], 'a', 'a')).toBe(layout);
});

test('the large slot is for who is dropped on it', () => {
  const spotlight = { ...layout, kind: 'spotlight' as const };
  expect(putInSlot(spotlight, ['a', 'b'], 'b', 'a').pinned).toEqual({ participantId: 'b', source: 'camera' });
  expect(putInSlot(spotlight, ['a', 'b', 'c'], 'c', 'b').pinned).toBeNull();
});

test('who is dropped into the programme is not hidden any more', () => {
  const hidden = [{ participantId: 'b', source: 'camera' as const }];
  expect(putInSlot({ ...layout, hidden }, ['a'], 'b', 'a').hidden).toEqual([]);
});

test('the keyboard moves by one slot and stops at the ends', () => {
  expect(orderOf(moveInOrder(layout, ['a', 'b', 'c'], 'a', 1))).toBe('bac');
  expect(moveInOrder(layout, ['a', 'b'], 'b', 1)).toBe(layout);
  expect(soloOf(layout, 'b')).toMatchObject({ kind: 'solo', pinned: { participantId: 'b' } });
});
