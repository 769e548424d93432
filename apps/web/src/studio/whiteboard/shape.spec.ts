import { expect, test } from '@jest/globals';
import { LIMITS } from '#protocol';
import { BOARD, parseShape, printShape, type Shape, STROKE_POINTS, TEXT_LENGTH } from './shape.js';

const pen: Shape = {
  kind: 'pen',
  colour: 1,
  width: 2,
  points: [
    { x: 1, y: 2 },
    { x: 300, y: 400 },
  ],
  text: '',
};

test('a shape is read as it was written', () => {
  expect(parseShape(printShape(pen))).toEqual(pen);
  const text: Shape = { ...pen, kind: 'text', points: [{ x: 5, y: 6 }], text: '안녕 "you"' };
  expect(parseShape(printShape(text))).toEqual(text);
});

test.each([
  ['no JSON', '{'],
  ['no list', '{"kind":"pen"}'],
  ['another kind', '["script",1,1,[1,2],""]'],
  ['a colour that there is not', '["pen",6,1,[1,2],""]'],
  ['half a width', '["pen",1,0.5,[1,2],""]'],
  ['no points', '["pen",1,1,[],""]'],
  ['half a point', '["pen",1,1,[1,2,3],""]'],
  ['a point of text', '["pen",1,1,[1,"2"],""]'],
  ['a point far away', '["pen",1,1,[1,99999],""]'],
  ['no text', '["text",1,1,[1,2]]'],
  ['a long text', JSON.stringify(['text', 1, 1, [1, 2], 'x'.repeat(TEXT_LENGTH + 1)])],
  ['too many points', JSON.stringify(['pen', 1, 1, Array(STROKE_POINTS * 2 + 2).fill(1), ''])],
])('%s is no shape', (_, written) => {
  expect(parseShape(written)).toBeUndefined();
});

test('the longest stroke fits into a shared value', () => {
  const points = Array.from({ length: STROKE_POINTS }, () => ({ x: -BOARD.width, y: -BOARD.width }));
  expect(printShape({ ...pen, points }).length).toBeLessThan(LIMITS.sharedValueLength);
});
