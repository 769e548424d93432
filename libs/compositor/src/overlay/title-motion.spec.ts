import { beforeEach, expect, test } from '@jest/globals';
import { TitleMotion } from './title-motion.js';

const FIRST = { text: 'Ada', subtitle: 'Host' };
const SECOND = { text: 'Grace', subtitle: '' };

let motion: TitleMotion;

/** Text and share in hundredths, at each of these moments. */
const seen = (...moments: number[]) =>
  moments.map((elapsedMs) => {
    const at = motion.at(elapsedMs);
    return at && [at.title.text, Math.round(at.share * 100)];
  });

beforeEach(() => {
  motion = new TitleMotion();
});

test('a title comes from the edge to its place, fast first, and stays there', () => {
  expect(seen(0)).toEqual([undefined]);
  motion.set(FIRST, true);
  expect(seen(1_000, 1_100, 1_200, 1_400, 60_000)).toEqual([
    ['Ada', 0],
    ['Ada', 58],
    ['Ada', 88],
    ['Ada', 100],
    ['Ada', 100],
  ]);
});

test('it leaves as it came, and is gone', () => {
  motion.set(FIRST, false);
  expect(seen(0)).toEqual([['Ada', 100]]);
  motion.set(undefined, true);
  expect(seen(500, 625, 749, 750)).toEqual([['Ada', 100], ['Ada', 88], ['Ada', 1], undefined]);
});

test('the next one comes when the one before has left', () => {
  motion.set(FIRST, false);
  motion.set(SECOND, true);
  expect(seen(0, 249, 250, 650)).toEqual([
    ['Ada', 100],
    ['Ada', 1],
    ['Grace', 0],
    ['Grace', 100],
  ]);
});

test('with a scene it is there at once, and so it goes', () => {
  motion.set(FIRST, true);
  motion.set(SECOND, false);
  expect(seen(0)).toEqual([['Grace', 100]]);
  motion.set(undefined, false);
  expect(seen(33)).toEqual([undefined]);
});

test('the same title again does not move', () => {
  motion.set(FIRST, true);
  expect(seen(0, 400)).toEqual([
    ['Ada', 0],
    ['Ada', 100],
  ]);
  motion.set({ ...FIRST }, true);
  expect(seen(433)).toEqual([['Ada', 100]]);
});
