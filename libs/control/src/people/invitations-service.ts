import { hashSecret, newSecret } from '#access';
import { type Clock, guestError, newId, type ShowError } from '#kernel';
import type { Page, PageRequest } from '#show';
import type { Invitation, InvitationFilter, InvitationRole, InvitationsStore } from '../ports/invitations.js';

export interface InvitationWish {
  role: InvitationRole;
  showId: string | null;
  name: string | null;
  createdById: string | null;
  createdBySubject: string | null;
  maxUses: number | null;
  lifetimeSeconds: number;
}

const over = (): ShowError =>
  guestError('invitation-over', 'This invitation has expired or was used. Ask for a new one.', {
    status: 410,
  });

/** Writes invitation links and lets people in by them. The token is in the link only, its hash in the store. */
export class InvitationsService {
  readonly #store: InvitationsStore;
  readonly #clock: Clock;

  constructor(store: InvitationsStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async write(wish: InvitationWish): Promise<{ invitation: Invitation; token: string }> {
    const { lifetimeSeconds, ...facts } = wish;
    const token = newSecret('invitation');
    const nowMs = this.#clock.wallMs();
    const invitation: Invitation = {
      id: newId('inv'),
      ...facts,
      uses: 0,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + lifetimeSeconds * 1_000,
      revokedAtMs: null,
    };
    await this.#store.create({ ...invitation, tokenHash: hashSecret(token) });
    return { invitation, token };
  }

  /** What the link offers, without using it. Throws `invitation-over`. */
  async getByToken(token: string): Promise<Invitation> {
    const found = await this.#store.findByHash(hashSecret(token));
    const isOver =
      found === undefined ||
      found.revokedAtMs !== null ||
      found.expiresAtMs <= this.#clock.wallMs() ||
      (found.maxUses !== null && found.uses >= found.maxUses);
    if (isOver) throw over();
    return found;
  }

  /** Counts one use; of two who press at once on the last one, one gets in. */
  async use(invitation: Invitation): Promise<void> {
    if (!(await this.#store.use(invitation.id, this.#clock.wallMs()))) throw over();
  }

  list(filter: InvitationFilter, page: PageRequest): Promise<Page<Invitation>> {
    return this.#store.list(filter, page);
  }

  async revoke(id: string, belongs: (invitation: Invitation) => boolean): Promise<void> {
    const found = await this.#store.find(id);
    if (found === undefined || !belongs(found))
      throw guestError('invitation-not-found', 'There is no such invitation.', { status: 404 });
    await this.#store.revoke(id, this.#clock.wallMs());
  }

  revokeOwnerLinks(): Promise<void> {
    return this.#store.revokeOwnerLinks(this.#clock.wallMs());
  }
}
