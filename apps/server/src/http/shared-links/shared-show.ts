import { PublicUrls } from '#api';
import type { ControlPlane } from '#control';

/** What other sites may be told of a show. */
export interface SharedShow {
  title: string;
  description: string;
  watchUrl: string;
  embedUrl: string;
  /** Whole, as strangers' machines fetch it. */
  posterUrl: string | null;
}

export type FindShared = (showId: string) => Promise<SharedShow | undefined>;

const SHOW_ID = /^[\w-]{1,80}$/;

/** A private show and none at all look the same. */
export function sharedShows({ shows }: Pick<ControlPlane, 'shows'>, publicUrl: string): FindShared {
  const urls = new PublicUrls(publicUrl);
  return async (showId) => {
    if (!SHOW_ID.test(showId)) return undefined;
    const show = await shows.getRecent(showId).catch(() => undefined);
    if (show === undefined || show.visibility === 'private') return undefined;
    const { id, title, description, posterUrl } = show;
    return {
      title,
      description,
      watchUrl: urls.watch(id),
      embedUrl: urls.embed(id),
      posterUrl: posterUrl === null ? null : urls.whole(posterUrl),
    };
  };
}
