import { expect, test } from '@jest/globals';
import type { NodeRecord } from '#cluster';
import { chooseNode } from './choose-node.js';

const node = (id: string, shows = 0, takesShows = true): NodeRecord => ({
  ...{ id, name: id, host: '10.0.0.1', port: 7_946, version: '0.1.0' },
  ...{ shows, takesShows },
});
const choose = (nodes: NodeRecord[], showId = 'show_1', without: string[] = []) =>
  chooseNode({ nodes, without: (id) => without.includes(id), showId })?.id;

test('the node with the fewest shows takes it, of those that take any and are there', () => {
  expect(choose([node('a', 3), node('b', 1), node('c', 0, false)])).toBe('b');
  expect(choose([node('a', 3), node('b', 1)], 'show_1', ['b'])).toBe('a');
  expect(choose([node('a', 0, false)])).toBeUndefined();
});

test('all nodes come to the same, in whatever order they read the others', () => {
  const nodes = ['a', 'b', 'c', 'd'].map((id) => node(id));
  for (const showId of ['show_1', 'show_2', 'show_3'])
    expect(choose([...nodes].reverse(), showId)).toBe(choose(nodes, showId));
});

test('shows of a node that is gone do not all go to one of the others', () => {
  const nodes = ['a', 'b', 'c'].map((id) => node(id));
  const taken = new Set(Array.from({ length: 20 }, (_, n) => choose(nodes, `show_${n}`)));
  expect(taken.size).toBeGreaterThan(1);
});
