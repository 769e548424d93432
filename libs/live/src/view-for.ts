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
  const { view, isPlayable, playable } = show;
  if (!isPlayable || !show.isPrivate) return view;
  const viewer = { subject: caller.personId, deviceHash: caller.deviceHash ?? null };
  return { ...view, playbackUrl: await playback.urlFor(playable, viewer) };
}
