import type { Ranked, ShowRole } from '#access';
import { MODERATORS, type Role } from '#protocol';

/** A person of a show's audience or stage, as the server knows them. */
export interface Member {
  readonly showId: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** Of an account, which is above every role. */
  readonly rank?: ShowRole;
  /** The person behind a key. */
  readonly accountId?: string;
}

export const isModerator = (member: Pick<Member, 'role'>): boolean => MODERATORS.includes(member.role);

export const rankedOf = ({ personId, role, rank, accountId }: Member): Ranked => ({
  personId: accountId ?? personId,
  role: rank ?? role,
});
