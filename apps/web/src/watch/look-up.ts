import { ApiFailure, type Show } from '#client';
import { findTicket, house } from '../ui/house.js';

/** The show as this visitor may see it: by the account, and a private one by the ticket. */
export async function lookUp(showId: string): Promise<Show> {
  try {
    return await house.show(showId);
  } catch (error) {
    const ticket = findTicket(showId)?.ticket;
    if (ticket === undefined || !(error instanceof ApiFailure) || error.code !== 'show-not-found')
      throw error;
    return house.show(showId, ticket);
  }
}
