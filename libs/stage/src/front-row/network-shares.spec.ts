import { expect, test } from '@jest/globals';
import { NetworkShares } from './network-shares.js';

const taken = (shares: NetworkShares, network: string, count: number) =>
  Array.from({ length: count }, () => shares.take(network, 200)).filter((leave) => leave !== undefined);

test('one network has a quarter of the places, others have theirs, and who leaves makes room', () => {
  const shares = new NetworkShares();
  const leaves = taken(shares, 'greedy', 200);
  expect(leaves).toHaveLength(50);
  expect(taken(shares, 'other', 10)).toHaveLength(10);
  const [first] = leaves;
  first?.();
  first?.();
  expect(taken(shares, 'greedy', 10)).toHaveLength(1);
});

test('where places are few, a class that sits behind one address still has them', () => {
  const shares = new NetworkShares();
  const leaves = Array.from({ length: 40 }, () => shares.take('class', 10));
  expect(leaves.filter((leave) => leave !== undefined)).toHaveLength(32);
});
