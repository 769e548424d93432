import { beforeEach, expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { LatestWriter } from './latest-writer.js';

const RETRY_MS = 1_000;
const LIMIT = 10_000;
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

let clock: ManualClock;
let kept: Map<string, string>;
let batches: string[];
let refused: Set<string>;
let failures: number;
/** Until then the store is at it. */
let answer: Promise<void>;

beforeEach(() => {
  clock = new ManualClock();
  kept = new Map();
  batches = [];
  refused = new Set();
  failures = 0;
  answer = Promise.resolve();
});

const create = (batchLimit?: number) =>
  new LatestWriter<string>({
    write: async (batch) => {
      batches.push([...batch].map(([key, value]) => `${key}=${value}`).join(' '));
      await answer;
      if ([...batch.keys()].some((key) => refused.has(key))) throw new Error('refused');
      for (const [key, value] of batch) kept.set(key, value);
    },
    onFailed: () => {
      failures += 1;
    },
    ...(batchLimit === undefined ? {} : { batchLimit }),
    clock,
  });

test('what changes in one turn is one write of the newest values', async () => {
  const writer = create();
  writer.put('a', '1');
  writer.put('b', '1');
  writer.put('a', '2');
  await settled();
  expect(batches).toEqual(['a=2 b=1']);
});

test('what changes while a write is under way, or ends, is the next write', async () => {
  for (let steps = 0; steps < 12; steps += 1) {
    const writer = create();
    writer.put('a', 'before');
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    writer.put('a', `after ${steps}`);
    await settled();
    expect(kept.get('a')).toBe(`after ${steps}`);
  }
});

test('what is dropped while the keys before it are written is not written', async () => {
  const writer = create(1);
  let finish: () => void = () => undefined;
  answer = new Promise<void>((resolve) => (finish = resolve));
  for (const key of ['a', 'b', 'c']) writer.put(key, 'older');
  await settled();
  writer.drop('b');
  writer.put('c', 'newer');
  finish();
  await settled();
  expect(batches).toEqual(['a=older', 'c=newer']);
});

test('what could not be written is tried again, unless it has changed by then', async () => {
  const writer = create();
  refused.add('a');
  writer.put('a', 'older');
  writer.put('b', '1');
  await settled();
  writer.put('a', 'newer');
  await settled();
  expect([batches.length, failures]).toEqual([1, 1]);
  refused.clear();
  clock.advance(RETRY_MS);
  await settled();
  expect([...kept].sort()).toEqual([
    ['a', 'newer'],
    ['b', '1'],
  ]);
});

test('a key that is never taken holds up none of the others', async () => {
  const writer = create(1);
  refused.add('a');
  for (const key of ['a', 'b', 'c']) writer.put(key, '1');
  await settled();
  clock.advance(RETRY_MS);
  await settled();
  expect([...kept.keys()]).toEqual(['b', 'c']);
});

test('more keys than the limit are left out, those that wait already still change', async () => {
  const writer = create();
  for (let n = 0; n <= LIMIT; n += 1) writer.put(`key_${n}`, 'older');
  writer.put('key_0', 'newer');
  await settled();
  expect([kept.size, kept.get('key_0')]).toEqual([LIMIT, 'newer']);
});

test('closing waits for the write that is under way and for the rest', async () => {
  const writer = create();
  let finish: () => void = () => undefined;
  answer = new Promise<void>((resolve) => (finish = resolve));
  writer.put('a', '1');
  await settled();
  writer.put('b', '1');
  let isClosed = false;
  const closing = writer.close().then(() => {
    isClosed = true;
  });
  await settled();
  expect(isClosed).toBe(false);
  finish();
  await closing;
  expect([...kept.keys()]).toEqual(['a', 'b']);
});

test('closing tries once more what failed before, and nothing is tried after it', async () => {
  const writer = create();
  refused.add('a');
  writer.put('a', '1');
  await settled();
  await writer.close();
  expect(failures).toBe(2);
  clock.advance(RETRY_MS);
  await settled();
  expect(failures).toBe(2);
});
