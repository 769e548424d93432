import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { Page, PageRequest, Show } from '#show';
import { bringBack } from './bring-back.js';
import type { OpenShow } from './open-show.js';

const pageOf = (ids: readonly string[], { limit, after }: PageRequest): Page<Show> => {
  const from = after === null ? 0 : ids.indexOf(after.id) + 1;
  const items = ids.slice(from, from + limit).map((id) => ({ id, createdAtMs: 0 }) as Show);
  const last = items.at(-1);
  return {
    items,
    next: last !== undefined && from + limit < ids.length ? { createdAtMs: 0, id: last.id } : null,
  };
};

test('all live shows go on, some at a time; one that fails keeps none of the others off air', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `show_${index}`);
  const onAir: string[] = [];
  let [starting, mostAtOnce] = [0, 0];
  const found = await bringBack({
    store: { list: async (_filter, page) => pageOf(ids, page) },
    shows: {
      isClosed: false,
      open: async (showId) => {
        const goLive = async () => {
          starting += 1;
          mostAtOnce = Math.max(mostAtOnce, starting);
          await new Promise((resolve) => setImmediate(resolve));
          starting -= 1;
          if (showId === 'show_3') throw new Error('broken');
          onAir.push(showId);
          return true;
        };
        return { goLive } as unknown as OpenShow;
      },
    },
    log: silentLog,
  });
  expect(found).toBe(250);
  expect(new Set(onAir)).toEqual(new Set(ids.filter((id) => id !== 'show_3')));
  expect([mostAtOnce > 1, mostAtOnce <= 8]).toEqual([true, true]);
});

test('a process that stops meanwhile starts no further show', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `show_${index}`);
  const shows = {
    isClosed: false,
    opened: 0,
    async open(): Promise<OpenShow> {
      shows.opened += 1;
      shows.isClosed = true;
      throw new Error('aborted');
    },
  };
  await bringBack({ store: { list: async (_filter, page) => pageOf(ids, page) }, shows, log: silentLog });
  expect(shows.opened).toBe(1);
});
