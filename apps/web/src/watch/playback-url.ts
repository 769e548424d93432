import type { Show } from '#client';
import { findTicket } from '../ui/tickets.js';

/** Where a show is played: the address of the last answer of the API, else the one of the ticket, else the address of public shows. */
export const playbackUrl = (showId: string, show?: Show): string =>
  show?.playbackUrl ?? findTicket(showId)?.playbackUrl ?? `/live/${encodeURIComponent(showId)}/index.m3u8`;
