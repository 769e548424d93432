import { expect, test } from '@jest/globals';
import { type BurnedCaption, BurnedCaptions, drawCaptions } from './burned-captions.js';

const said = (id: string, text: string, speaker?: string): BurnedCaption => ({
  id,
  text,
  lastsMs: 1_000,
  ...(speaker === undefined ? {} : { speaker }),
});

test('what one speaker says runs on, another one begins a line, and it goes once it was read', () => {
  const captions = new BurnedCaptions();
  captions.put(said('a', 'good evening', 'Rosa'), 0);
  captions.put(said('b', 'everybody', 'Rosa'), 1_000);
  captions.put(said('c', 'hello', 'Bo'), 1_500);
  expect(captions.at(1_600)).toEqual(['Rosa: good evening everybody', 'Bo: hello']);
  expect(captions.at(2_500)).toEqual(['Rosa: everybody', 'Bo: hello']);
  expect(captions.at(9_000)).toEqual([]);
});

test('a correction takes the place of what it corrects, and what was taken back is gone', () => {
  const captions = new BurnedCaptions();
  captions.put(said('a', 'good mourning'), 0);
  captions.put(said('b', 'noise'), 0);
  captions.put(said('a', 'good morning'), 500);
  captions.put(said('b', ''), 600);
  captions.put(said('x', ''), 600);
  expect(captions.at(700)).toEqual(['good morning']);
});

test('a flood of captions and a word without an end are bounded', () => {
  const captions = new BurnedCaptions();
  for (let n = 0; n < 1_000; n += 1) captions.put(said(`n${n}`, 'x'.repeat(200)), 0);
  const [text = ''] = captions.at(1);
  expect(text.length).toBeLessThanOrEqual(400);
  const sprite = drawCaptions([text], 'sans', 1_280, 1);
  expect(sprite.width).toBeLessThanOrEqual(1_280);
  expect(sprite.height).toBeLessThanOrEqual(90);
});

test.each([
  '안녕하세요 여러분 오늘 방송을 시작하겠습니다 잘 부탁드립니다 '.repeat(6),
  'one',
  '',
  '👩‍👩‍👧‍👦'.repeat(90),
])('any text is drawn within the canvas: %#', (text) => {
  for (const [width, unit] of [
    [1_280, 1],
    [160, 0.125],
  ] as const)
    expect(drawCaptions([text], 'sans', width, unit).width).toBeLessThanOrEqual(width);
});
