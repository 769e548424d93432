import { type Actor, accountOf } from '#access';
import { guestError, type PersonId } from '#kernel';

const needed = () => guestError('sign-in-needed', 'Sign in first.', { status: 401 });

/** For operations that the rules let only a signed-in browser do. */
export function signedInPerson(actor: Actor): Actor & { kind: 'person' } {
  if (actor.kind !== 'person') throw needed();
  return actor;
}

/** For operations that need an account, by browser or by key. */
export function accountOrThrow(actor: Actor): { personId: PersonId; role: 'owner' | 'host' } {
  const account = accountOf(actor);
  if (account === undefined) throw needed();
  return account;
}
