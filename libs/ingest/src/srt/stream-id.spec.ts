import { expect, test } from '@jest/globals';
import { keyOfStreamId } from './stream-id.js';

test('a stream id is the key, or has it as its resource', () => {
  expect(keyOfStreamId('pik_abc')).toBe('pik_abc');
  expect(keyOfStreamId('#!::u=me,r=pik_abc,m=publish')).toBe('pik_abc');
});

test('a stream id without a resource has no key', () => {
  expect(keyOfStreamId('#!::m=publish')).toBe('');
  expect(keyOfStreamId('')).toBe('');
});
