import type { TicketRole } from '#access';

/** Who was given a role above guest in a show: what a ticket says, kept where it can be asked about anybody. */
export interface RoleGrantsStore {
  /** The newest role of a person in a show counts. */
  grant(grant: { showId: string; personId: string; role: TicketRole; nowMs: number }): Promise<void>;
  /** The role was taken away: what was issued before is worth no more than this one, until the next grant. */
  lower(grant: { showId: string; personId: string; role: TicketRole; nowMs: number }): Promise<void>;
  find(showId: string, personId: string): Promise<TicketRole | undefined>;
  findLowered(showId: string, personId: string): Promise<{ role: TicketRole; atMs: number } | undefined>;
}
