import { ApiFailure, type Show } from '#client';
import { api } from '../ui/api.js';
import { findTicket } from '../ui/tickets.js';

/** The show as this visitor may see it: by the account, and a private one by the ticket. */
export async function findShow(showId: string): Promise<Show> {
  try {
    return await api.show(showId);
  } catch (error) {
    const ticket = findTicket(showId)?.ticket;
    if (ticket === undefined || !(error instanceof ApiFailure) || error.code !== 'show-not-found')
      throw error;
    return api.show(showId, ticket);
  }
}
