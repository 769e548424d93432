import type { PersonId, ShowId } from '#kernel';
import type { ShowRole } from './rank.js';
import type { Ticket } from './tickets.js';

/** Who asks. */
export type Actor =
  | { kind: 'nobody' }
  | { kind: 'person'; personId: PersonId; role: 'owner' | 'host'; name: string; sessionId: string }
  | { kind: 'api-key'; keyId: string; personId: PersonId; role: 'owner' | 'host'; name: string }
  | { kind: 'ticket'; ticket: Ticket };

export const NOBODY: Actor = { kind: 'nobody' };

/** The account that answers for what the actor does. */
export const accountOf = (actor: Actor): { personId: PersonId; role: 'owner' | 'host' } | undefined =>
  actor.kind === 'person' || actor.kind === 'api-key' ? actor : undefined;

/** What the actor is in a show that a rule lets them into. */
export function roleIn(actor: Actor): ShowRole {
  if (actor.kind === 'ticket') return actor.ticket.role;
  const account = accountOf(actor);
  if (account === undefined) return 'viewer';
  return account.role === 'owner' ? 'site-owner' : 'owner';
}

/** Who it is in a show: the account behind a key, the subject of a ticket. */
export const personIn = (actor: Actor): string =>
  actor.kind === 'ticket' ? actor.ticket.subject : (accountOf(actor)?.personId ?? '');

/** For the audit log. */
export function describeActor(actor: Actor): { actorKind: string; actorId: string; actorName: string } {
  switch (actor.kind) {
    case 'nobody':
      return { actorKind: 'nobody', actorId: '', actorName: '' };
    case 'person':
      return { actorKind: 'person', actorId: actor.personId, actorName: actor.name };
    case 'api-key':
      return { actorKind: 'api-key', actorId: actor.keyId, actorName: actor.name };
    case 'ticket':
      return {
        actorKind: actor.ticket.role,
        actorId: actor.ticket.subject,
        actorName: actor.ticket.name,
      };
  }
}

/** The facts of a show that decide about access. */
export interface ShowFacts {
  id: ShowId;
  ownerId: PersonId;
}
