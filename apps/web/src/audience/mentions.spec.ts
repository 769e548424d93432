import { expect, test } from '@jest/globals';
import { mentions, suggestedNames, withMention } from './mentions.js';

const NAMES = ['Mina Park', 'Minho', 'Jonas'];

test('names are suggested behind an at sign, as far as they are written', () => {
  expect(suggestedNames('hello @mi', NAMES)).toEqual(['Mina Park', 'Minho']);
  expect(suggestedNames('@Mina P', NAMES)).toEqual(['Mina Park']);
  expect(suggestedNames('@', NAMES)).toEqual(NAMES);
});

test('nothing is suggested in an address, for a stranger or without an at sign', () => {
  for (const before of ['mail me: a@mi', 'hello mi', '@nobody'])
    expect(suggestedNames(before, NAMES)).toBeUndefined();
});

test('a chosen name stands in the text, and what follows stays', () => {
  expect(withMention('hello @mi', ' how are you?', 'Mina Park')).toBe('hello @Mina Park how are you?');
});

test('a mention is the whole name, in any case and at any place', () => {
  expect(mentions('thanks, @mina park!', 'Mina Park')).toBe(true);
  expect(mentions('@Minho and @Min', 'Min')).toBe(true);
  expect(mentions('@Minhos', 'Minho')).toBe(false);
  expect(mentions('@Mina', undefined)).toBe(false);
});
