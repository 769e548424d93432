import { higherOf, type Ranks, type ShowRole, type Ticket, type TicketRole } from '#access';
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
  ticketRole({ showId, subject, role }: Ticket): TicketRole {
    const given = this.#options.stage.given(showId, subject);
    if (given === undefined || given === 'owner' || given === 'site-owner') return role;
    return given === 'candidate' ? 'viewer' : given;
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
