import { expect, test } from '@jest/globals';
import { commentAsTitle } from './comment-on-screen.js';

test('a comment is one line with the name below, and a long one ends in an ellipsis', () => {
  expect(commentAsTitle({ name: 'Grace', text: 'Hello\n  from here' })).toEqual({
    title: 'Hello from here',
    subtitle: 'Grace',
  });
  const long = commentAsTitle({ name: 'Grace', text: 'word '.repeat(40) });
  expect(long?.title.length).toBeLessThanOrEqual(80);
  expect(long?.title.endsWith('…')).toBe(true);
});
