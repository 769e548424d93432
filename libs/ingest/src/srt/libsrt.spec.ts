import { expect, test } from '@jest/globals';
import { Libsrt } from './libsrt.js';

test('a process that has found the library finds it again', () => {
  const isMissing = Libsrt.find() === undefined;
  expect(Libsrt.find() === undefined).toBe(isMissing);
});
