import { expect, test } from '@jest/globals';
import { guestError } from '#kernel';
import { toWireError } from './wire-error.js';

test('a page learns that another node runs the show: only a new socket gets there', () => {
  const refused = guestError('other-node', 'Another node runs this show.', { status: 421, retry: true });
  expect(toWireError(refused)).toMatchObject({ code: 'other-node', retry: true });
});

test('a code that is not for pages says nothing outside', () => {
  const refused = guestError('of-the-inside', 'Nothing for pages.', { status: 500 });
  expect(toWireError(refused)).toMatchObject({ code: 'internal' });
});
