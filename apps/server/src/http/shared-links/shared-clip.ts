import { PublicUrls, type RecordingAccess } from '#api';
import type { ControlPlane } from '#control';
import { clipImage } from '#outputs';
import type { Recordings } from '#show';
import type { SharedShow } from './shared-show.js';

export interface SharedClipsOptions {
  control: Pick<ControlPlane, 'shows'>;
  recordings: Recordings;
  access: RecordingAccess;
  publicUrl: string;
}

/** A clip as other sites show it: its title and first frame. Nothing where strangers may not see it. */
export function sharedClips({ control, recordings, access, publicUrl }: SharedClipsOptions) {
  const urls = new PublicUrls(publicUrl);
  return async (shared: SharedShow, showId: string, clipId: string): Promise<SharedShow | undefined> => {
    const show = await control.shows.getRecent(showId).catch(() => undefined);
    if (show?.recording.replay !== true) return undefined;
    for (const { id, clips } of await recordings.of(showId)) {
      const clip = clips.find((each) => each.clipId === clipId);
      if (clip === undefined) continue;
      const image = access.watchAddress(showId, id)(clipImage(clipId));
      const title = clip.title === '' ? shared.title : `${clip.title} · ${shared.title}`;
      return { ...shared, title, watchUrl: urls.clip(showId, clipId), posterUrl: urls.whole(image) };
    }
    return undefined;
  };
}
