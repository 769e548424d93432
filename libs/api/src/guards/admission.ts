import { type Actor, isAboutShow, isAllowed } from '#access';
import { guestError, type ShowError } from '#kernel';
import type { Show } from '#show';
import { type ShowService, showNotFound } from '#show';
import type { Operation } from '../operation.js';

/** Who may not come in although a ticket says so. */
export interface BanList {
  isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean>;
}

export interface OperationAdmissionOptions {
  shows: Pick<ShowService, 'getRecent'>;
  bans: BanList;
}

function refusal(actor: Actor): ShowError {
  if (actor.kind === 'nobody')
    return guestError('sign-in-needed', 'Sign in, or send a key or a ticket.', { status: 401 });
  return guestError('not-allowed', 'You may not do this.', { status: 403 });
}

/** Says who may ask what about which show. */
export class OperationAdmission {
  readonly #options: OperationAdmissionOptions;

  constructor(options: OperationAdmissionOptions) {
    this.#options = options;
  }

  /** Answers the show that the path names, if it names one. */
  async admit(operation: Operation, params: { showId?: string }, actor: Actor): Promise<Show | undefined> {
    const show = params.showId === undefined ? undefined : await this.#options.shows.getRecent(params.showId);
    this.#checkRank(operation, actor, show);
    await this.#checkBan(operation, actor);
    return show;
  }

  #checkRank({ allows }: Operation, actor: Actor, show: Show | undefined): void {
    if (!isAllowed(allows, actor, show)) {
      // A person who may not see a private show gets the same answer as for a show that does not exist.
      if (show !== undefined && !canSee(actor, show)) throw showNotFound();
      throw refusal(actor);
    }
    if (allows === 'anybody' && show !== undefined && !canSee(actor, show)) throw showNotFound();
  }

  async #checkBan({ allows }: Operation, actor: Actor): Promise<void> {
    if (actor.kind !== 'ticket' || !isAboutShow(allows)) return;
    const { showId, subject, deviceHash } = actor.ticket;
    if (await this.#options.bans.isBanned(showId, { subject, deviceHash }))
      throw guestError('banned', 'The host has banned you from this show.', { status: 403 });
  }
}

const canSee = (actor: Actor, show: Show): boolean =>
  show.visibility !== 'private' || isAllowed('show-ticket', actor, show);
