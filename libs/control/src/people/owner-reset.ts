import { type Clock, guestError } from '#kernel';
import type { InvitationsStore } from '../ports/invitations.js';
import type { PeopleStore, Person } from '../ports/people.js';
import type { SessionsStore } from '../ports/sessions.js';
import { InvitationsService } from './invitations-service.js';
import { ownerLink } from './owner-link.js';

export interface OwnerResetOptions {
  people: PeopleStore;
  sessions: SessionsStore;
  invitations: InvitationsStore;
  clock: Clock;
  publicUrl: string;
}

/**
 * The way back for an owner who lost the password, from the server's own shell: the first owner's password and
 * sessions end, and the form behind a new first-start link gives that owner a password.
 */
export async function resetOwner(options: OwnerResetOptions): Promise<{ owner: Person; link: string }> {
  const { people, sessions, invitations, clock, publicUrl } = options;
  const owner = await people.findOwner();
  if (owner === undefined)
    throw guestError(
      'owner-needed',
      'This site has no owner yet: start it and open the link that it prints.',
    );
  await people.update(owner.id, { passwordHash: null });
  await sessions.removeAllOf(owner.id);
  return { owner, link: await ownerLink(new InvitationsService(invitations, clock), publicUrl) };
}
