import { higherOf, isHigher, type Ranks, type ShowRole, type Ticket, type TicketRole } from '#access';
import type { ShowsStore } from '#show';
import type { PeopleStore } from '../ports/people.js';
import type { RoleGrantsStore } from '../ports/role-grants.js';

/** What people are on a stage and in a show now. */
export interface StageRoles {
  /** The role that a participant was given, as against what their ticket says: promoted, made a co-host, handed the show. */
  given(showId: string, personId: string): ShowRole | undefined;
  /** The role of a connected participant. */
  present(showId: string, personId: string): ShowRole | undefined;
}

export interface ShowRanksOptions {
  people: Pick<PeopleStore, 'find'>;
  shows: Pick<ShowsStore, 'find'>;
  grants: RoleGrantsStore;
  stage: StageRoles;
}

/** Roles of which it is kept who has them: the others act on nobody. */
const KEPT: readonly TicketRole[] = ['host', 'co-host', 'moderator'];

/** What anybody is in a show: the higher one of the account's rank and the role that was given last. */
export class ShowRanks implements Ranks {
  readonly #options: ShowRanksOptions;

  constructor(options: ShowRanksOptions) {
    this.#options = options;
  }

  async roleOf(showId: string, personId: string): Promise<ShowRole> {
    const { grants, stage } = this.#options;
    const role =
      stage.given(showId, personId) ??
      stage.present(showId, personId) ??
      (await grants.find(showId, personId)) ??
      'viewer';
    return higherOf(role, await this.#accountRole(showId, personId));
  }

  /** What a ticket is worth now: its bearer may have become more or less since it was issued. */
  async ticketRole(ticket: Ticket): Promise<TicketRole> {
    const given = this.#options.stage.given(ticket.showId, ticket.subject);
    if (given === undefined || given === 'owner' || given === 'site-owner') return this.lastingRole(ticket);
    return given === 'candidate' ? 'viewer' : given;
  }

  /** Also where no stage knows: a role that was taken away stays away when the stage, or the server, is another one. */
  async lastingRole({ showId, subject, role, issuedAtMs }: Ticket): Promise<TicketRole> {
    if (!KEPT.includes(role)) return role;
    const lowered = await this.#options.grants.findLowered(showId, subject);
    if (lowered === undefined || lowered.atMs < issuedAtMs) return role;
    return isHigher(role, lowered.role) ? lowered.role : role;
  }

  /** The role on a stage has changed: where it is less than what was given before, tickets are worth less too. */
  async changed(showId: string, personId: string, role: ShowRole, nowMs: number): Promise<void> {
    const { grants } = this.#options;
    const before = (await grants.find(showId, personId)) ?? 'viewer';
    const lasting = role === 'candidate' ? 'viewer' : role;
    if (lasting === 'owner' || lasting === 'site-owner' || !isHigher(before, lasting)) return;
    await grants.lower({ showId, personId, role: lasting, nowMs });
  }

  async granted(ticket: Ticket): Promise<void> {
    const { showId, subject: personId, role, issuedAtMs: nowMs } = ticket;
    if (KEPT.includes(role)) await this.#options.grants.grant({ showId, personId, role, nowMs });
  }

  async #accountRole(showId: string, personId: string): Promise<ShowRole> {
    const { people, shows } = this.#options;
    const [person, show] = await Promise.all([people.find(personId), shows.find(showId)]);
    if (person?.role === 'owner') return 'site-owner';
    return person !== undefined && show?.ownerId === person.id ? 'owner' : 'viewer';
  }
}
