import { expect, test } from '@jest/globals';
import { looksLike, nameSkeleton } from './look-alike.js';

const ADA = nameSkeleton('Ada');

test.each([
  'ADA',
  'Аdа',
  'A.d.a_',
  'Ada (official)',
  'A\u200bda',
  'Adaaaa',
  '@d@',
  'Ａｄａ',
  'Real Ada Mod',
  'ada host',
  'Ada 공식',
])('%s is taken for Ada', (name) => expect(looksLike(name, ADA)).toBe(true));
test.each([
  ['Bamey', 'Barney'],
  ['김민수 매니저', '김민수'],
  ['VVilliam', 'William'],
  ['Real Al', 'Al'],
])('%s is taken for %s', (name, of) => expect(looksLike(name, nameSkeleton(of))).toBe(true));
test.each([
  ['Adam', 'Ada'],
  ['Anna', 'Ana'],
  ['Ada', 'Ada Host'],
  ['김민서', '김민수'],
  ['host', 'admin'],
])('%s is not taken for %s', (name, of) => expect(looksLike(name, nameSkeleton(of))).toBe(false));
