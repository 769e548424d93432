import type { Ticket } from '#client';
import { api } from './api.js';

/** For browsers without session storage. */
const held = new Map<string, Ticket>();
const keyOf = (showId: string): string => `proscenium.ticket.${showId}`;

/** A ticket survives a reload of its tab, but not the end of the tab. */
export function keepTicket(ticket: Ticket): void {
  try {
    sessionStorage.setItem(keyOf(ticket.showId), JSON.stringify(ticket));
  } catch {
    held.set(ticket.showId, ticket);
  }
}

/** After the server refused the ticket: a new one is requested next time. */
export function dropTicket(showId: string): void {
  held.delete(showId);
  try {
    sessionStorage.removeItem(keyOf(showId));
  } catch {
    // Without storage there was none to remove.
  }
}

export function findTicket(showId: string): Ticket | undefined {
  try {
    const kept = sessionStorage.getItem(keyOf(showId));
    const ticket = kept === null ? held.get(showId) : (JSON.parse(kept) as Ticket);
    return ticket && Date.parse(ticket.expiresAt) > api.nowMs() ? ticket : undefined;
  } catch {
    return held.get(showId);
  }
}
