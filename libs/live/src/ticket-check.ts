import type { Ticket, TicketRole } from '#access';
import { cleanLine, isVisible } from '#audience';
import { guestError } from '#kernel';
import type { RequestData, Role } from '#protocol';
import type { Admission, TicketPort } from '#signaling';

export interface TicketCheckOptions {
  read(text: string): Ticket;
  /** What the ticket is worth where its role was taken away since. */
  roleOf(ticket: Ticket): Promise<TicketRole>;
  isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean>;
  /** The person is admitted: device and name are remembered. */
  admitted(
    showId: string,
    person: { subject: string; name: string; deviceHash: string | null; role: Role },
  ): Promise<void>;
}

const ROLE_ON_STAGE: Record<TicketRole, Role> = {
  host: 'host',
  'co-host': 'co-host',
  moderator: 'moderator',
  guest: 'guest',
  viewer: 'viewer',
};

/** Tickets as the gateway wants them: read, not banned, with a name to be called by. */
export class TicketCheck implements TicketPort {
  readonly #options: TicketCheckOptions;

  constructor(options: TicketCheckOptions) {
    this.#options = options;
  }

  async admit(request: RequestData<'session.join'>): Promise<Admission> {
    const ticket = this.#options.read(request.ticket);
    const { showId, subject, name, deviceHash, expiresAtMs } = ticket;
    if (await this.#options.isBanned(showId, { subject, deviceHash })) {
      throw guestError('banned', 'The host has banned you from this show.', { status: 403 });
    }
    const shownName = readName(request.name ?? name);
    const role = ROLE_ON_STAGE[await this.#roleOf(ticket)];
    await this.#options.admitted(showId, { subject, name: shownName, deviceHash, role });
    return { showId, personId: subject, name: shownName, role, deviceHash, expiresAtMs };
  }

  /** A database that is away keeps nobody from a show on air: the ticket then counts as it was issued. */
  #roleOf(ticket: Ticket): Promise<TicketRole> {
    return this.#options.roleOf(ticket).catch(() => ticket.role);
  }
}

/** As everybody else will read it. A name that cannot be seen is none; a ticket may have been minted without one. */
function readName(name: string): string {
  const clean = cleanLine(name);
  if (isVisible(clean)) return clean;
  if (name.trim() === '') return 'Guest';
  throw guestError('bad-message', 'A name needs a letter that can be seen.', { status: 422 });
}
