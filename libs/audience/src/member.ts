import { MODERATORS, type Role } from '#protocol';

/** Somebody of a show's audience or stage, as the server knows them. */
export interface Member {
  readonly showId: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
}

export const isModerator = (member: Member): boolean => MODERATORS.includes(member.role);
