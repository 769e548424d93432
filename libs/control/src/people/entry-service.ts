import { mayGive, newSecret } from '#access';
import { guestError, type ShowError } from '#kernel';
import type { Show, ShowService } from '#show';
import type { Invitation, InvitationRole } from '../ports/invitations.js';
import type { ShowRanks } from '../ranks/show-ranks.js';
import { deviceHashOf, type IssuedTicket, type TicketService } from '../tickets/ticket-service.js';
import type { Accounts } from './accounts.js';
import type { ClientFacts } from './client-facts.js';
import type { InvitationsService } from './invitations-service.js';
import type { SessionsService, SignedIn } from './sessions-service.js';

export interface EntryServiceOptions {
  accounts: Accounts;
  invitations: InvitationsService;
  sessions: SessionsService;
  shows: ShowService;
  tickets: TicketService;
  ranks: ShowRanks;
  bans: {
    isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean>;
  };
}

export interface Arrival {
  name: string;
  email?: string | undefined;
  password?: string | undefined;
}

export interface EntryTicket extends IssuedTicket {
  show: Show;
  /** For the device cookie: the browser's own, or a new one. */
  device: string;
}

const showRoleOf = (role: InvitationRole) => {
  if (role === 'owner' || role === 'host') throw new Error(`${role} is no role in a show`);
  return role;
};

/** Where people without an account come in: by an invitation, or as viewers of an open show. */
export class EntryService {
  readonly #options: EntryServiceOptions;

  constructor(options: EntryServiceOptions) {
    this.#options = options;
  }

  async preview(token: string): Promise<{ invitation: Invitation; show: Show | null }> {
    const invitation = await this.#options.invitations.getByToken(token);
    const show = invitation.showId === null ? null : await this.#options.shows.get(invitation.showId);
    if (!(await this.#isStillMeant(invitation))) throw writerGone();
    return { invitation, show };
  }

  /** An invitation does not outlive the rank of who wrote it: removed, banned or made something lower. */
  async #isStillMeant(invitation: Invitation): Promise<boolean> {
    const { accounts, ranks, bans } = this.#options;
    const { showId, role, createdById, createdBySubject } = invitation;
    const writer = createdById ?? createdBySubject;
    if (writer === null) return true;
    if (showId === null) return (await accounts.find(writer))?.role === 'owner';
    if (!mayGive(await ranks.roleOf(showId, writer), showRoleOf(role))) return false;
    return !(await bans.isBanned(showId, { subject: writer, deviceHash: null }));
  }

  /** An invitation to the site makes an account, one to a show a ticket. */
  async accept(token: string, arrival: Arrival, client: ClientFacts): Promise<SignedIn | EntryTicket> {
    const { invitation, show } = await this.preview(token);
    if (show !== null) {
      refuseEnded(show);
      await this.#options.invitations.use(invitation);
      return this.#issue(show, showRoleOf(invitation.role), arrival.name, client);
    }
    if (invitation.role === 'owner')
      throw guestError('invitation-over', 'Open the first-start link itself.', { status: 410 });
    return this.#makeHost(invitation, arrival, client);
  }

  async #makeHost(invitation: Invitation, arrival: Arrival, client: ClientFacts): Promise<SignedIn> {
    const { email, password, name } = arrival;
    if (email === undefined || password === undefined)
      throw guestError('account-incomplete', 'An account needs an e-mail address and a password.', {
        status: 422,
      });
    const person = await this.#options.accounts.create({ name, role: 'host', email, password });
    try {
      await this.#options.invitations.use(invitation);
    } catch (error) {
      await this.#options.accounts.erase(person.id, person.id);
      throw error;
    }
    return this.#options.sessions.open(person, client);
  }

  /** Public and unlisted shows let anybody watch; private ones want a ticket or an invitation. */
  async watch(show: Show, name: string | undefined, client: ClientFacts): Promise<EntryTicket> {
    if (show.visibility === 'private')
      throw guestError('ticket-needed', 'This show is by invitation only.', { status: 403 });
    refuseEnded(show);
    return this.#issue(show, 'viewer', name ?? '', client);
  }

  /**
   * For the browser that the ticket was made for, which alone has its device cookie: another person who has read the
   * ticket cannot prolong it. Tickets that others issue by the API name no device, and end when their issuer said.
   */
  async renew(show: Show, text: string, client: ClientFacts): Promise<EntryTicket> {
    const ticket = this.#options.tickets.read(text);
    const { device } = client;
    if (ticket.showId !== show.id || device === undefined || ticket.deviceHash !== deviceHashOf(device))
      throw ticketFinal();
    refuseEnded(show);
    if (await this.#options.bans.isBanned(show.id, ticket))
      throw guestError('banned', 'The host has banned you from this show.', { status: 403 });
    return { ...this.#options.tickets.prolong(ticket), show, device };
  }

  /** A device that was banned gets no new ticket, whatever name it gives. */
  async #issue(
    show: Show,
    role: IssuedTicket['ticket']['role'],
    name: string,
    client: ClientFacts,
  ): Promise<EntryTicket> {
    const device = client.device ?? newSecret('device');
    const deviceHash = deviceHashOf(device);
    if (await this.#options.bans.isBanned(show.id, { subject: '', deviceHash }))
      throw guestError('banned', 'The host has banned you from this show.', { status: 403 });
    const issued = this.#options.tickets.issue(show.id, { role, name, deviceHash });
    await this.#options.ranks.granted(issued.ticket);
    return { ...issued, show, device };
  }
}

function refuseEnded(show: Show): void {
  if (show.state === 'ended') throw guestError('show-ended', 'This show is over.', { status: 410 });
}

const ticketFinal = (): ShowError =>
  guestError('ticket-final', 'This ticket is renewed by nobody but the browser that it was made for.', {
    status: 403,
  });

const writerGone = (): ShowError =>
  guestError('invitation-over', 'Who wrote this invitation may not invite you any more. Ask for a new one.', {
    status: 410,
  });
