import { beforeEach, expect, test } from '@jest/globals';
import type { NodeRecord, Ownership } from '#cluster';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { OwnRow } from './own-row.js';

const owned = (ownerId: string, epoch: number): Ownership => ({
  ...{ thing: 'show:1', ownerId, epoch, standbyId: null },
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

let clock: ManualClock;
let rows: Ownership[];
let written: number;
let reviews: number;
/** Until then the store is at it. */
let storing: Promise<void> | undefined;
let row: OwnRow;

beforeEach(() => {
  clock = new ManualClock();
  rows = [owned('a', 1)];
  written = 0;
  reviews = 0;
  storing = undefined;
  row = new OwnRow({
    nodes: {
      announce: async () => {
        written += 1;
        await storing;
      },
    },
    owned: async () => rows,
    record: () => ({}) as NodeRecord,
    review: () => {
      reviews += 1;
    },
    clock,
  });
});

async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await settled();
}

test('a show with another owner is reviewed within 200 ms, one that stays where it is is not', async () => {
  row.reviewed(rows);
  await pass(200);
  expect([written, reviews]).toEqual([1, 0]);
  rows = [owned('b', 2)];
  await pass(200);
  expect(reviews).toBe(1);
  row.reviewed(rows);
  await pass(200);
  expect(reviews).toBe(1);
});

test('a store that is slow is written to once at a time', async () => {
  let answer: () => void = () => undefined;
  storing = new Promise((resolve) => {
    answer = resolve;
  });
  row.reviewed(rows);
  for (let time = 0; time < 5; time += 1) await pass(200);
  expect(written).toBe(1);
  answer();
  await settled();
  await pass(200);
  expect(written).toBe(2);
});
