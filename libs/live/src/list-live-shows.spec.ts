import { expect, test } from '@jest/globals';
import type { Show, ShowsStore } from '#show';
import { listLiveShows } from './list-live-shows.js';

test('live shows beyond the first page are found too', async () => {
  const stored = Array.from({ length: 250 }, (_, at) => ({ id: `show_${at}`, createdAtMs: at }) as Show);
  const list: ShowsStore['list'] = async ({ states }, { limit, after }) => {
    expect(states).toEqual(['live']);
    const from = after === null ? 0 : after.createdAtMs + 1;
    const items = stored.slice(from, from + limit);
    const last = items.at(-1);
    const isLast = from + limit >= stored.length || last === undefined;
    return { items, next: isLast ? null : { createdAtMs: last.createdAtMs, id: last.id } };
  };
  expect((await listLiveShows({ list })).map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
});
