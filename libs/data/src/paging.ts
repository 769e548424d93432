import type { Page, PageRequest } from '#show';

interface Placed {
  id: string;
  createdAt: Date;
}

export const NEWEST_FIRST: [{ createdAt: 'desc' }, { id: 'desc' }] = [{ createdAt: 'desc' }, { id: 'desc' }];

/** Rows after a place, in the order of NEWEST_FIRST. The outer bound says nothing new: it is what an index begins at. */
export function beyond(page: PageRequest) {
  if (page.after === null) return {};
  const createdAt = new Date(page.after.createdAtMs);
  return {
    createdAt: { lte: createdAt },
    OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: page.after.id } }],
  };
}

/** One row more than the page was read, to know whether there is a next one. */
export const take = (page: PageRequest): number => page.limit + 1;

export function toPage<Row extends Placed, T>(
  rows: readonly Row[],
  page: PageRequest,
  map: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  const hasMore = rows.length > page.limit && last !== undefined;
  return {
    items: shown.map(map),
    next: hasMore ? { createdAtMs: last.createdAt.getTime(), id: last.id } : null,
  };
}
