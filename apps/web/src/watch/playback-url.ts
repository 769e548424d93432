import type { Show } from '#client';
import { findTicket } from '../ui/tickets.js';

/** Where a show is played: the address of the last answer of the API, else the one of the ticket, else the address of public shows. */
export const playbackUrl = (showId: string, show?: Show): string => {
  const url =
    show?.playbackUrl ?? findTicket(showId)?.playbackUrl ?? `/live/${encodeURIComponent(showId)}/index.m3u8`;
  const hasFormats = (show?.formats?.length ?? 0) > 1;
  // All formats in one playlist: the player chooses the one that fits the screen.
  return hasFormats ? url.replace(/index\.m3u8$/, 'index-all.m3u8') : url;
};
