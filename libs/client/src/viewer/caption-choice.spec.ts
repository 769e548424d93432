import { expect, test } from '@jest/globals';
import { CaptionChoice } from './caption-choice.js';

const KOREAN = { index: 0, language: 'ko', name: '한국어' };
const BRITISH = { index: 1, language: 'en-GB', name: 'English' };

test('nothing is shown unasked, and one runAction brings the language of the viewer', () => {
  const choice = new CaptionChoice(null);
  choice.offer([KOREAN, BRITISH]);
  expect(choice.chosen).toBeNull();
  choice.toggle(['en-US', 'ko']);
  expect([choice.chosen, choice.wanted]).toEqual([1, 'en-GB']);
  choice.toggle(['en-US', 'ko']);
  expect([choice.chosen, choice.wanted]).toEqual([null, null]);
});

test('a runAction brings back what was chosen last, whatever the viewer’s language', () => {
  const choice = new CaptionChoice(null);
  choice.offer([KOREAN, BRITISH]);
  choice.choose(0);
  choice.choose(null);
  choice.toggle(['en-US']);
  expect(choice.chosen).toBe(0);
});

test('without a language that fits it is the first, and without any there is nothing to press', () => {
  const choice = new CaptionChoice(null);
  choice.toggle(['fr']);
  expect(choice.chosen).toBeNull();
  choice.offer([KOREAN, BRITISH]);
  choice.toggle(['fr']);
  expect(choice.chosen).toBe(0);
});

test('a wish of an earlier visit waits for its track and outlives a change of tracks', () => {
  const choice = new CaptionChoice('en');
  expect(choice.chosen).toBeNull();
  choice.offer([KOREAN, BRITISH]);
  expect(choice.chosen).toBe(1);
  choice.offer([KOREAN]);
  expect([choice.chosen, choice.wanted]).toEqual([null, 'en']);
  choice.offer([{ ...BRITISH, index: 0 }]);
  expect(choice.chosen).toBe(0);
});
