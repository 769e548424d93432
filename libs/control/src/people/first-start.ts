import { guestError } from '#kernel';
import type { ShowService } from '#show';
import type { Person } from '../ports/people.js';
import type { Site } from '../site/site.js';
import type { Accounts } from './accounts.js';
import type { ClientFacts } from './client-facts.js';
import type { InvitationsService } from './invitations-service.js';
import { ownerLink } from './owner-link.js';
import type { SessionsService, SignedIn } from './sessions-service.js';

export interface FirstStartOptions {
  accounts: Accounts;
  invitations: InvitationsService;
  sessions: SessionsService;
  shows: ShowService;
  site: Pick<Site, 'change'>;
  publicUrl: string;
  /** Other nodes print links as well: each works until the first one is used. */
  isOneOfMany: boolean;
}

export interface OwnerAccount {
  name: string;
  email: string;
  password: string;
  siteName?: string | undefined;
}

/** From the link on the terminal over one form to a studio with a show in it. */
export class FirstStart {
  readonly #options: FirstStartOptions;

  constructor(options: FirstStartOptions) {
    this.#options = options;
  }

  /** A link that works once, as long as the owner has no password to sign in with. Older ones of a single node end. */
  async link(): Promise<string | undefined> {
    const { accounts, invitations, publicUrl, isOneOfMany } = this.#options;
    const owner = await accounts.findOwner();
    if (owner?.hasPassword === true) return undefined;
    return ownerLink(invitations, publicUrl, isOneOfMany ? 'stay' : 'end');
  }

  /**
   * The owner has a password from the first moment: an owner who closes the browser can sign in again. A link that is only
   * fetched, as mail scanners do, is not used.
   */
  async open(
    token: string,
    account: OwnerAccount,
    client: ClientFacts,
  ): Promise<{ signedIn: SignedIn; showId: string }> {
    const { invitations, sessions, shows, site } = this.#options;
    const invitation = await invitations.getByToken(token);
    if (invitation.role !== 'owner')
      throw guestError('invitation-over', 'This link is no first-start link.', { status: 410 });
    await invitations.use(invitation);
    // Of several nodes' links the first one that is used ends the others.
    await invitations.revokeOwnerLinks();
    const owner = await this.#adoptOwner(account, client);
    if (account.siteName !== undefined) await site.change({ name: account.siteName });
    const show = await shows.findOrMakeFirst(owner);
    return { signedIn: await sessions.open(owner, client), showId: show.id };
  }

  /** A new account, or the one that an older version made without a password. */
  async #adoptOwner({ name, email, password }: OwnerAccount, client: ClientFacts): Promise<Person> {
    const { accounts } = this.#options;
    const known = await accounts.findOwner();
    if (known === undefined) return accounts.create({ name, role: 'owner', email, password });
    await accounts.change(known.id, { name, email, newPassword: password }, client);
    return accounts.get(known.id);
  }
}
