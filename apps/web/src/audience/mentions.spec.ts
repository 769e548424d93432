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

test('a chosen name takes the place of what was begun', () => {
  expect(withMention('hello @jonas and @mi', 'Mina Park')).toBe('hello @jonas and @Mina Park ');
});

test('a Korean name is followed by an honorific or a particle, and is no beginning of another name', () => {
  for (const text of ['@민수님 안녕하세요', '@민수님은?', '@민수야!', '@민수'])
    expect(mentions(text, '민수')).toBe(true);
  for (const text of ['@민수진 안녕', '@민수지님']) expect(mentions(text, '민수')).toBe(false);
});

test('a mention is the whole name, in any case and at any place', () => {
  expect(mentions('thanks, @mina park!', 'Mina Park')).toBe(true);
  expect(mentions('@Minho and @Min', 'Min')).toBe(true);
  expect(mentions('@Minhos', 'Minho')).toBe(false);
  expect(mentions('@Mina', undefined)).toBe(false);
});
