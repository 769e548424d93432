import { mayGive, newSecret } from '#access';
import { guestError, type ShowError } from '#kernel';
import type { Show, ShowBook } from '#show';
import type { Invitation, InvitationRole } from '../ports/invitations.js';
import type { ShowRanks } from '../ranks/show-ranks.js';
import { deviceHashOf, type IssuedTicket, type TicketOffice } from '../tickets/ticket-office.js';
import type { Accounts } from './accounts.js';
import type { ClientFacts } from './client-facts.js';
import type { InvitationsDesk } from './invitations-desk.js';
import type { SessionsDesk, SignedIn } from './sessions-desk.js';

export interface EntranceOptions {
  accounts: Accounts;
  invitations: InvitationsDesk;
  sessions: SessionsDesk;
  shows: ShowBook;
  tickets: TicketOffice;
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

export interface Seat extends IssuedTicket {
  show: Show;
  /** For the device cookie: the browser's own, or a new one. */
  device: string;
}

const showRoleOf = (role: InvitationRole) => {
  if (role === 'owner' || role === 'host') throw new Error(`${role} is no role in a show`);
  return role;
};

/** Where people without an account come in: by an invitation, or as viewers of an open show. */
export class Entrance {
  readonly #options: EntranceOptions;

  constructor(options: EntranceOptions) {
    this.#options = options;
  }

  async look(token: string): Promise<{ invitation: Invitation; show: Show | null }> {
    const invitation = await this.#options.invitations.look(token);
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

  /** A house invitation makes an account, one to a show a ticket. */
  async accept(token: string, arrival: Arrival, client: ClientFacts): Promise<SignedIn | Seat> {
    const { invitation, show } = await this.look(token);
    if (show !== null) {
      refuseEnded(show);
      await this.#options.invitations.use(invitation);
      return this.#seat(show, showRoleOf(invitation.role), arrival.name, client);
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
      await this.#options.accounts.erase(person.id);
      throw error;
    }
    return this.#options.sessions.open(person, client);
  }

  /** Public and unlisted shows let anybody watch; private ones want a ticket or an invitation. */
  async watch(show: Show, name: string | undefined, client: ClientFacts): Promise<Seat> {
    if (show.visibility === 'private')
      throw guestError('ticket-needed', 'This show is by invitation only.', { status: 403 });
    refuseEnded(show);
    return this.#seat(show, 'viewer', name ?? '', client);
  }

  /** A device that was banned gets no new ticket, whatever name it gives. */
  async #seat(
    show: Show,
    role: IssuedTicket['ticket']['role'],
    name: string,
    client: ClientFacts,
  ): Promise<Seat> {
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

const writerGone = (): ShowError =>
  guestError('invitation-over', 'Who wrote this invitation may not invite you any more. Ask for a new one.', {
    status: 410,
  });
