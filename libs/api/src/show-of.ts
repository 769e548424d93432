import type { Actor, Ticket } from '#access';
import type { PlayableShow, PlaybackPass, PlaybackViewer, Show } from '#show';
import { showNotFound } from '#show';
import type { PlaybackFields } from './schemas/shows.js';

/** The show that the gate found for the path. */
export function showOf(call: { show: Show | undefined }): Show {
  if (call.show === undefined) throw showNotFound();
  return call.show;
}

export const playableOf = ({ id, visibility }: Show): PlayableShow => ({
  id,
  isPrivate: visibility === 'private',
});

export const ticketViewer = ({ subject, deviceHash }: Ticket): PlaybackViewer => ({ subject, deviceHash });

/** The admitted caller, as a viewer. */
export function viewerOf(actor: Actor): PlaybackViewer | undefined {
  if (actor.kind === 'nobody') return undefined;
  return actor.kind === 'ticket' ? ticketViewer(actor.ticket) : { subject: actor.personId, deviceHash: null };
}

/** The address at which one asker plays a show, and what a player reports by. */
export async function playbackFor(
  playback: PlaybackPass,
  show: Show,
  viewer: PlaybackViewer | undefined,
): Promise<PlaybackFields> {
  const playbackUrl = await playback.urlFor(playableOf(show), viewer);
  return { playbackUrl, reportToken: playback.reportTokenFor(show.id, viewer) };
}
