import type { Log } from '#kernel';
import type { ShowsStore } from '#show';
import { listLiveShows } from './list-live-shows.js';
import type { OpenShows } from './open-shows.js';

export interface BringBackOptions {
  shows: Pick<OpenShows, 'open' | 'isClosed'>;
  store: Pick<ShowsStore, 'list'>;
  log: Log;
}

/** Each start takes seconds, most of them waiting for encoders. */
const AT_ONCE = 8;

/** Shows that were live when the process ended go on: all of them, some at a time. Returns how many were found. */
export async function bringBack({ shows, store, log }: BringBackOptions): Promise<number> {
  // The list is read before any show is started: a start changes no place in it, but a failure would.
  const ids = (await listLiveShows(store)).map(({ id }) => id);
  const waiting = [...ids];
  const startNext = async (): Promise<void> => {
    for (let showId = waiting.shift(); showId !== undefined && !shows.isClosed; showId = waiting.shift()) {
      try {
        const show = await shows.open(showId);
        await show.goLive();
        log.info('live.restart | a show that was live goes on', { showId });
      } catch (error) {
        if (shows.isClosed) return;
        // An open show plans its next start itself.
        log.error('live.restart | a show that was live could not be started yet', { showId, error });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, startNext));
  return ids.length;
}
