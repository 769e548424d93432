import { expect, test } from '@jest/globals';
import { NetworkLanes } from './network-lanes.js';

function asked(lanes: NetworkLanes, network: string, count: number) {
  const begun: number[] = [];
  const ends = Array.from({ length: count }, (_, at) => lanes.take(network, () => void begun.push(at)));
  return { begun, ends };
}

test('what is above the limit of one network waits in order, and another network does not', () => {
  const lanes = new NetworkLanes(2);
  const greedy = asked(lanes, 'a', 4);
  expect(greedy.begun).toEqual([0, 1]);
  expect(asked(lanes, 'b', 1).begun).toEqual([0]);
  greedy.ends[1]?.();
  greedy.ends[1]?.();
  expect(greedy.begun).toEqual([0, 1, 2]);
  greedy.ends[0]?.();
  expect(greedy.begun).toEqual([0, 1, 2, 3]);
});

test('one that leaves while it waits never begins, and takes nobody’s turn', () => {
  const lanes = new NetworkLanes(1);
  const { begun, ends } = asked(lanes, 'a', 3);
  ends[1]?.();
  ends[0]?.();
  expect(begun).toEqual([0, 2]);
  ends[2]?.();
  expect(asked(lanes, 'a', 1).begun).toEqual([0]);
});
