import { type Actor, describeActor, personIn, roleIn } from '#access';
import type { Member } from '#audience';
import type { Role } from '#protocol';
import type { Show } from '#show';

/** Accounts and keys act in a show with its host's rights, and with a rank above all roles. */
export function memberOf(actor: Actor, show: Show): Member {
  const { actorId, actorName } = describeActor(actor);
  const role: Role = actor.kind === 'ticket' ? actor.ticket.role : 'host';
  return {
    showId: show.id,
    personId: actorId,
    name: actorName,
    role,
    rank: roleIn(actor),
    accountId: personIn(actor),
  };
}
