import { guestError } from '#kernel';

/** From the highest to the lowest. The first two are accounts: the owner of the site, and the owner of the show. */
const ORDER = [
  'site-owner',
  'owner',
  'host',
  'co-host',
  'moderator',
  'guest',
  'candidate',
  'viewer',
] as const;
export type ShowRole = (typeof ORDER)[number];

/** A person as the rank rule sees them, in one show. */
export interface Ranked {
  personId: string;
  role: ShowRole;
}

export const isHigher = (role: ShowRole, than: ShowRole): boolean =>
  ORDER.indexOf(role) < ORDER.indexOf(than);

export const higherOf = (one: ShowRole, other: ShowRole): ShowRole => (isHigher(one, other) ? one : other);

/** Nobody acts on a person of the same or a higher rank; everybody may act on themselves. */
export const mayActOn = (actor: Ranked, target: Ranked): boolean =>
  actor.personId === target.personId || isHigher(actor.role, target.role);

/** No role gives what it does not have: a role is given only by a higher one. */
export const mayGive = (giver: ShowRole, given: ShowRole): boolean => isHigher(giver, given);

/** Throws `not-allowed`. */
export function checkMayActOn(actor: Ranked, target: Ranked): void {
  if (mayActOn(actor, target)) return;
  throw guestError('not-allowed', `As a ${actor.role} you cannot do that to a ${target.role}.`, {
    status: 403,
    details: { role: actor.role, targetRole: target.role },
  });
}

/** Throws `not-allowed`. */
export function checkMayGive(giver: ShowRole, given: ShowRole): void {
  if (mayGive(giver, given)) return;
  throw guestError('not-allowed', `As a ${giver} you cannot make a person a ${given}.`, {
    status: 403,
    details: { role: giver, givenRole: given },
  });
}

/** Says what a person is in a show now, by account and by the roles they were given. */
export interface Ranks {
  roleOf(showId: string, personId: string): Promise<ShowRole>;
}

/** The rule of rank, asked of what both are now. Throws `not-allowed`. */
export async function checkRank(
  ranks: Ranks,
  showId: string,
  actor: Ranked,
  target: { personId: string; role?: ShowRole },
): Promise<void> {
  if (actor.personId === target.personId) return;
  const own = higherOf(actor.role, await ranks.roleOf(showId, actor.personId));
  const theirs = higherOf(target.role ?? 'viewer', await ranks.roleOf(showId, target.personId));
  checkMayActOn({ personId: actor.personId, role: own }, { personId: target.personId, role: theirs });
}
