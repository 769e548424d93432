import { guestError } from '#kernel';

/** From the highest to the lowest. `owner` is an account: the show's own host, and the owner of the site. */
const ORDER = ['owner', 'host', 'co-host', 'moderator', 'guest', 'candidate', 'viewer'] as const;
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
  throw guestError('not-allowed', `As a ${giver} you cannot make somebody a ${given}.`, {
    status: 403,
    details: { role: giver, givenRole: given },
  });
}
