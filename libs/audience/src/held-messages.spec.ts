import { expect, test } from '@jest/globals';
import type { ServerEvent } from '#protocol';
import { HeldMessages } from './held-messages.js';
import type { HeldRecord } from './ports/held-store.js';

const record = (n: number, authorId = `p${n}`): HeldRecord => ({
  id: `msg_${n}`,
  showId: 's',
  author: { id: authorId, name: authorId, role: 'viewer', deviceHash: null },
  text: `line ${n}`,
  replyToId: null,
  cause: 'link',
  createdAtMs: n,
});

async function queue(before: readonly HeldRecord[] = []) {
  const rows = new Map(before.map((each) => [each.id, each]));
  const told: ServerEvent[] = [];
  const store = {
    add: async (records: readonly HeldRecord[]) => {
      for (const each of records) rows.set(each.id, each);
    },
    waiting: async () => [...rows.values()],
    find: async (id: string) => rows.get(id),
    remove: async (_showId: string, ids: readonly string[]) => {
      for (const id of ids) rows.delete(id);
    },
  };
  const tell = (event: ServerEvent) => void told.push(event);
  const held = await HeldMessages.open({
    showId: 's',
    store,
    toModerators: tell,
    toPerson: (_personId, event) => tell(event),
  });
  const names = () => told.splice(0).map(({ name }) => name);
  return { held, rows, store, names };
}

test('of two moderators who decide at the same time, one does', async () => {
  const { held, names } = await queue([record(1)]);
  const message = await held.get('msg_1');
  let published = 0;
  const publish = async () => {
    published += 1;
  };
  const decisions = await Promise.allSettled([
    held.settle(message, publish),
    held.settle(message),
    held.settle(message, publish),
  ]);
  expect(decisions.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect([published, held.list, names()]).toEqual([1, [], ['chat.settled', 'chat.decided']]);
});

test('an approved message that cannot be published still waits', async () => {
  const { held, rows, names } = await queue([record(1)]);
  const message = await held.get('msg_1');
  await expect(held.settle(message, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect([held.list.length, rows.size, names()]).toEqual([1, 1, []]);
  await held.settle(message);
  expect(held.list).toEqual([]);
});

test('a message that was erased elsewhere leaves the queue when a moderator decides on it', async () => {
  const { held, rows, names } = await queue([record(1)]);
  const message = await held.get('msg_1');
  rows.clear();
  await expect(held.settle(message)).rejects.toMatchObject({ code: 'message-not-found' });
  expect([held.list, names()]).toEqual([[], ['chat.settled']]);
});

test('a message that could not be stored takes no place', async () => {
  const { held, store, names } = await queue();
  const { add } = store;
  store.add = () => Promise.reject(new Error('away'));
  for (let n = 0; n < 6; n += 1) await expect(held.add(record(n, 'p'))).rejects.toThrow('away');
  store.add = add;
  await held.add(record(7, 'p'));
  expect([held.list.length, names()]).toEqual([1, ['chat.held', 'chat.waiting']]);
});

test('a full queue refuses further messages', async () => {
  const { held } = await queue(Array.from({ length: 500 }, (_, n) => record(n)));
  await expect(held.add(record(500))).rejects.toMatchObject({ code: 'overloaded', status: 503 });
});
