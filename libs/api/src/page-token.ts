import { guestError } from '#kernel';
import type { Page, PagePlace, PageRequest } from '#show';

const PLACE = /^(\d{1,15})\.([\w.:@-]{1,80})$/;

export const printPlace = (place: PagePlace): string =>
  Buffer.from(`${place.createdAtMs}.${place.id}`).toString('base64url');

function parsePlace(text: string): PagePlace {
  const match = PLACE.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (match?.[1] === undefined || match[2] === undefined)
    throw guestError('bad-page', 'The list has no such page. Start again without `after`.');
  return { createdAtMs: Number(match[1]), id: match[2] };
}

export const readPage = (query: { limit: number; after?: string | undefined }): PageRequest => ({
  limit: query.limit,
  after: query.after === undefined ? null : parsePlace(query.after),
});

export const printPage = <T, W>(page: Page<T>, print: (item: T) => W) => ({
  items: page.items.map(print),
  next: page.next === null ? null : printPlace(page.next),
});
