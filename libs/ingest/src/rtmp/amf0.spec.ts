import { expect, test } from '@jest/globals';
import { decodeAmf, encodeAmf } from './amf0.js';

test('what is written is read', () => {
  const values = ['connect', 1, { app: 'live', flags: true, nothing: null, deep: { x: 2.5 } }, null, false];
  expect(JSON.parse(JSON.stringify(decodeAmf(encodeAmf(values))))).toEqual(values);
});

test('a name of an object’s own machinery is a field like any other', () => {
  const [read] = decodeAmf(encodeAmf([JSON.parse('{"__proto__":{"app":"live"}}')]));
  expect(Object.getPrototypeOf(read)).toBeNull();
  expect((read as { app?: string }).app).toBeUndefined();
});

test.each([
  ['an unknown type', Buffer.of(17)],
  ['a text that ends early', Buffer.of(2, 0, 9, 65)],
  ['a number that ends early', Buffer.of(0, 1, 2)],
  ['an object without an end', Buffer.of(3, 0, 1, 65, 5)],
  ['nesting without an end', Buffer.concat(Array.from({ length: 50 }, () => Buffer.of(3, 0, 1, 65)))],
  ['values without an end', Buffer.alloc(5_000, 5)],
])('%s is refused', (_name, bytes) => {
  expect(() => decodeAmf(bytes)).toThrow(RangeError);
});
