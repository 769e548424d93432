import { describe, expect, test } from '@jest/globals';
import { WriteBatch } from './write-batch.js';

interface Write {
  items: readonly string[];
  done(): void;
  fail(error: Error): void;
}

function held() {
  const writes: Write[] = [];
  const write = (items: readonly string[]) =>
    new Promise<void>((resolve, reject) => writes.push({ items, done: resolve, fail: reject }));
  return { writes, write };
}
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a batch of writes', () => {
  test('gathers writes while a write is under way, in order, and answers when it is stored', async () => {
    const { writes, write } = held();
    const batch = new WriteBatch({ write });
    const stored: string[] = [];
    const ask = (item: string) => void batch.add(item).then(() => stored.push(item));
    ask('a');
    await turn();
    for (const item of ['b', 'c', 'd']) ask(item);
    await turn();
    expect([writes.map(({ items }) => items), stored]).toEqual([[['a']], []]);
    writes[0]?.done();
    await turn();
    expect([writes[1]?.items, stored]).toEqual([['b', 'c', 'd'], ['a']]);
    writes[1]?.done();
    await turn();
    expect(stored).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a write that fails refuses its own items only', async () => {
    const { writes, write } = held();
    const batch = new WriteBatch({ write });
    const first = batch.add('a');
    await turn();
    const second = batch.add('b');
    writes[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await turn();
    writes[1]?.done();
    await expect(second).resolves.toBeUndefined();
  });

  test('what waits is bounded', async () => {
    const { write } = held();
    const batch = new WriteBatch({ write, waitingLimit: 2 });
    void batch.add('a');
    await turn();
    void batch.add('b');
    void batch.add('c');
    await expect(batch.add('d')).rejects.toMatchObject({ code: 'overloaded', retry: true });
  });
});
