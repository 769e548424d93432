import type { ProgrammeView } from '#protocol';
import type { PlaybackPass } from '#show';
import type { Caller } from '#signaling';
import type { OpenShow } from './open-show.js';

/** The view of the programme for one person: with an address that plays for them. */
export async function viewFor(
  show: OpenShow,
  caller: Caller,
  playback: PlaybackPass,
): Promise<ProgrammeView> {
  const { isPlayable, playable } = show;
  if (!isPlayable || !show.isPrivate) return show.view;
  const viewer = { subject: caller.personId, deviceHash: caller.deviceHash ?? null };
  const playbackUrl = await playback.urlFor(playable, viewer);
  // The show went on meanwhile: who joins now hears of later changes alone.
  return { ...show.view, playbackUrl };
}
