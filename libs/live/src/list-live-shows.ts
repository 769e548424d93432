import type { PagePlace, Show, ShowsStore } from '#show';

const PAGE_LENGTH = 100;

/** Every show that is stored as live, however many pages that takes. */
export async function listLiveShows(store: Pick<ShowsStore, 'list'>): Promise<Show[]> {
  const found: Show[] = [];
  let after: PagePlace | null = null;
  do {
    const page: Awaited<ReturnType<ShowsStore['list']>> = await store.list(
      { states: ['live'] },
      { limit: PAGE_LENGTH, after },
    );
    found.push(...page.items);
    after = page.next;
  } while (after !== null);
  return found;
}
