import type { Show } from '#client';
import { findTicket } from '../ui/house.js';

/** Where a show is played: as the house last told; before it has, by the ticket, or at the address of open shows. */
export const playbackUrl = (showId: string, show?: Show): string =>
  show?.playbackUrl ?? findTicket(showId)?.playbackUrl ?? `/live/${encodeURIComponent(showId)}/index.m3u8`;
