import { expect, test } from '@jest/globals';
import { ShownMoment } from './shown-moment.js';

test('a seek is where it was until it has a frame of where it goes', () => {
  const shown = new ShownMoment();
  expect(shown.read('playing', false, 1_000)).toBe(1_000);
  expect(shown.read('playing', true, 9_000)).toBe(1_000);
  expect(shown.read('playing', false, 9_010)).toBe(9_010);
});

test('a page that begins with a seek is where it goes', () => {
  expect(new ShownMoment().read('loading', true, 9_000)).toBe(9_000);
});

test('before and after a show there is no moment', () => {
  const shown = new ShownMoment();
  shown.read('playing', false, 1_000);
  expect(shown.read('ended', true, 1_000)).toBeNull();
  expect(shown.read('waiting', false, null)).toBeNull();
});
