import { expect, test } from '@jest/globals';
import { ClientLimit } from './client-limit.js';

test('one client has so many places, the others have theirs, and a place is given back once', () => {
  const limit = new ClientLimit(2);
  const first = limit.take('a');
  limit.take('a');
  expect([limit.take('a'), limit.take('b') === undefined]).toEqual([undefined, false]);
  first?.();
  first?.();
  expect([limit.take('a') === undefined, limit.take('a') === undefined]).toEqual([false, true]);
});
