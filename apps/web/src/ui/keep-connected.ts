import { ApiFailure, type Connection, type Ticket, TicketRenewal } from '#client';
import { api } from './api.js';
import { whoIsHere } from './person.js';
import { findTicket, keepTicket } from './tickets.js';

/** Renews the ticket of a connection before it ends, so that a long show loses nobody; ends with the connection. */
export function keepConnected(connection: Connection, ticket: Ticket): void {
  new TicketRenewal({
    connection,
    ticket,
    nowMs: () => api.nowMs(),
    renew,
    isFinal: (error) => error instanceof ApiFailure && error.status >= 400 && error.status < 429,
    onRenewed: (renewed) => {
      // Another one may have come meanwhile, with another name.
      if (findTicket(renewed.showId)?.subject === renewed.subject) keepTicket(renewed);
    },
  });
}

/** The signed-in host has one for the asking; others have the one that this browser was given. */
async function renew(old: Ticket): Promise<Ticket> {
  const person = await whoIsHere();
  return person?.id === old.subject ? api.ownTicket(old.showId) : api.renewTicket(old);
}
