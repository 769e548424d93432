import { expect, test } from '@jest/globals';
import type { BranchHub } from './branch-hub.js';
import { StageEpochs } from './stage-epochs.js';

function place(epoch: number) {
  let closed = (): void => undefined;
  const hub = {
    epoch,
    isClosed: false,
    isLeft: false,
    isFor: (other: number) => !hub.isClosed && (other > epoch || (other === epoch && hub.isLeft)),
    takeHome: () => ({ hub: 'a local hub', kept: [] }),
    superseded: 0,
    supersede: () => {
      hub.superseded += 1;
      hub.close();
    },
    close: () => {
      hub.isClosed = true;
      closed();
    },
    whenClosed: (listener: () => void) => {
      closed = listener;
    },
  };
  return hub;
}
const asHub = (hub: ReturnType<typeof place>) => hub as unknown as BranchHub;

test('a newer owner ends what an older one has of the same show, and the older one is refused from then on', () => {
  const epochs = new StageEpochs();
  const [old, same, newer, elsewhere] = [place(3), place(3), place(4), place(1)];
  for (const hub of [old, same]) epochs.enter('show', asHub(hub));
  epochs.enter('another show', asHub(elsewhere));
  expect([old, same].map(({ isClosed }) => isClosed)).toEqual([false, false]);
  epochs.enter('show', asHub(newer));
  expect([old, same, newer, elsewhere].map(({ isClosed }) => isClosed)).toEqual([true, true, false, false]);
  expect(() => epochs.assertCurrent('show', 3)).toThrow('newer owner');
  expect(() => epochs.enter('show', asHub(place(3)))).toThrow('newer owner');
  expect(() => epochs.assertCurrent('show', 4)).not.toThrow();
});

test('what has ended is not held on to', () => {
  const epochs = new StageEpochs();
  const [ended, alive] = [place(3), place(3)];
  for (const hub of [ended, alive]) epochs.enter('show', asHub(hub));
  ended.close();
  let isLookedAt = false;
  Object.defineProperty(ended, 'isClosed', {
    get: () => {
      isLookedAt = true;
      return true;
    },
  });
  epochs.enter('show', asHub(place(4)));
  expect([isLookedAt, ended.superseded, alive.superseded]).toEqual([false, 0, 1]);
});

test('the next owner goes on with what one before it has left, and so does this node itself', () => {
  const epochs = new StageEpochs();
  const left = place(3);
  epochs.enter('show', asHub(left));
  expect(epochs.findLeft('show', 3)).toBeUndefined();
  left.isLeft = true;
  expect([2, 3, 4].map((epoch) => epochs.findLeft('show', epoch) === asHub(left))).toEqual([
    false,
    true,
    true,
  ]);
  // What it goes on with does not end.
  left.epoch = 4;
  epochs.enter('show', asHub(left));
  expect([left.isClosed, left.superseded]).toEqual([false, 0]);

  expect(epochs.takeHome('another show', 5)).toBeUndefined();
  expect(epochs.takeHome('show', 5)).toMatchObject({ hub: 'a local hub' });
  expect(epochs.findLeft('show', 9)).toBeUndefined();
  expect(() => epochs.assertCurrent('show', 4)).toThrow('newer owner');
});
