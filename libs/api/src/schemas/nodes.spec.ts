import { expect, test } from '@jest/globals';
import { nodeSchema, toNodeAnswer } from './nodes.js';

const node = {
  ...{ id: 'node_1', name: 'first', host: 'fd00::11', port: 7_946, version: '0.1.0' },
  ...{ shows: 2, takesShows: false, drainAsked: true, silentMs: -0.4 },
};

test('a node is answered with one address and whole milliseconds, as the document says', () => {
  const answer = toNodeAnswer(node);
  expect(answer).toMatchObject({ address: '[fd00::11]:7946', silentMs: 0 });
  expect(nodeSchema.strict().parse(answer)).toEqual(answer);
  expect(toNodeAnswer({ ...node, host: '10.0.0.11' }).address).toBe('10.0.0.11:7946');
});
