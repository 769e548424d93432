import { expect, test } from '@jest/globals';
import { parseTraceParent } from './trace-parent.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

test('the header of a caller that traces is read', () => {
  expect(parseTraceParent(`00-${TRACE}-${PARENT}-01`)).toEqual({
    traceId: TRACE,
    parentId: PARENT,
    isSampled: true,
  });
  expect(parseTraceParent(`00-${TRACE}-${PARENT}-00`)?.isSampled).toBe(false);
});

test.each([
  undefined,
  '',
  'nonsense',
  `00-${'0'.repeat(32)}-${PARENT}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${PARENT}-01`,
])('anything else is no parent: %s', (header) => {
  expect(parseTraceParent(header)).toBeUndefined();
});
