import type { Show } from '#client';
import { api } from '../ui/api.js';

/** Sets single fields of the show as it is now: a page that is open for hours holds an old version. */
export async function changeShow(
  showId: string,
  change: Parameters<typeof api.changeShow>[1],
  /** Of who has no session. */
  credential?: string,
): Promise<Show> {
  return api.changeShow(await api.show(showId, credential), change, credential);
}
