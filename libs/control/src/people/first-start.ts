import { guestError } from '#kernel';
import type { ShowService } from '#show';
import type { Accounts } from './accounts.js';
import type { ClientFacts } from './client-facts.js';
import type { InvitationsService } from './invitations-service.js';
import type { SessionsService, SignedIn } from './sessions-service.js';

const LINK_LIFETIME_SECONDS = 86_400;

export interface FirstStartOptions {
  accounts: Accounts;
  invitations: InvitationsService;
  sessions: SessionsService;
  shows: ShowService;
  publicUrl: string;
}

/** From the link on the terminal to a studio with a show in it, without a form on the way. */
export class FirstStart {
  readonly #options: FirstStartOptions;

  constructor(options: FirstStartOptions) {
    this.#options = options;
  }

  /** A link that works once, as long as the owner has no password to come back with. Older ones end. */
  async link(): Promise<string | undefined> {
    const { accounts, invitations, publicUrl } = this.#options;
    const owner = await accounts.findOwner();
    if (owner?.hasPassword === true) return undefined;
    await invitations.revokeOwnerLinks();
    const { token } = await invitations.write({
      role: 'owner',
      showId: null,
      name: null,
      createdById: null,
      createdBySubject: null,
      maxUses: 1,
      lifetimeSeconds: LINK_LIFETIME_SECONDS,
    });
    return `${publicUrl}/setup/${token}`;
  }

  async open(token: string, client: ClientFacts): Promise<{ signedIn: SignedIn; showId: string }> {
    const { accounts, invitations, sessions, shows } = this.#options;
    const invitation = await invitations.getByToken(token);
    if (invitation.role !== 'owner')
      throw guestError('invitation-over', 'This link is no first-start link.', { status: 410 });
    await invitations.use(invitation);
    const owner =
      (await accounts.findOwner()) ??
      (await accounts.create({ name: 'Owner', role: 'owner', email: null, password: null }));
    const show = await shows.findOrMakeFirst(owner);
    return { signedIn: await sessions.open(owner, client), showId: show.id };
  }
}
