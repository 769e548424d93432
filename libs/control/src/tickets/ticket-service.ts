import {
  type Actor,
  checkMayActOn,
  checkMayGive,
  hashSecret,
  macOf,
  personIn,
  roleIn,
  type Ticket,
  TicketBooth,
  type TicketRole,
} from '#access';
import { type Clock, guestError, newId, type PersonId, type ShowId } from '#kernel';
import type { SettingsStore, Show } from '#show';
import type { ShowRanks } from '../ranks/show-ranks.js';
import { newTicketKey } from './new-ticket-key.js';

const KEY_SETTING = 'ticket-keys';
const DEFAULT_LIFETIME_SECONDS = 12 * 3_600;
/** A connection ends with its ticket: the host's outlasts the longest show that is planned by default. */
const OWN_LIFETIME_SECONDS = 24 * 3_600;
/** The last renewal ends so long after the ticket was first issued. */
const RENEWED_FOR_SECONDS = 7 * 86_400;

export interface TicketWish {
  role: TicketRole;
  name: string;
  subject?: string | undefined;
  attributes?: Record<string, string> | undefined;
  lifetimeSeconds?: number | undefined;
  deviceHash?: string | null | undefined;
}

export interface IssuedTicket {
  text: string;
  ticket: Ticket;
}

/** Issues and reads the tickets of this site. Its key is made once and kept in the store, for every process. */
export class TicketService {
  readonly #key: string;
  readonly #signer: TicketBooth;
  readonly #ranks: ShowRanks;
  readonly #clock: Clock;

  static async create(settings: SettingsStore, ranks: ShowRanks, clock: Clock): Promise<TicketService> {
    const kept = await settings.settle(KEY_SETTING, newTicketKey());
    const [newest = kept, ...older] = kept.split(' ');
    return new TicketService(newest, new TicketBooth([newest, ...older]), ranks, clock);
  }

  private constructor(key: string, signer: TicketBooth, ranks: ShowRanks, clock: Clock) {
    this.#ranks = ranks;
    this.#key = key;
    this.#signer = signer;
    this.#clock = clock;
  }

  /** `untilMs`: a ticket does not outlive the one that issued it. */
  issue(showId: ShowId, wish: TicketWish, untilMs = Number.POSITIVE_INFINITY): IssuedTicket {
    const nowMs = this.#clock.wallMs();
    const lifetimeMs = (wish.lifetimeSeconds ?? DEFAULT_LIFETIME_SECONDS) * 1_000;
    const ticket: Ticket = {
      showId,
      role: wish.role,
      subject: wish.subject ?? newId(wish.role === 'viewer' ? 'viewer' : 'guest'),
      name: wish.name,
      attributes: wish.attributes ?? {},
      deviceHash: wish.deviceHash ?? null,
      issuedAtMs: nowMs,
      expiresAtMs: Math.min(nowMs + lifetimeMs, untilMs),
    };
    return { ticket, text: this.#signer.sign(ticket) };
  }

  /** Throws `not-allowed` for a role that the asker cannot give, or a subject that is not theirs to name. */
  async issueFor(actor: Actor, show: Show, wish: TicketWish): Promise<IssuedTicket> {
    const giver = { personId: personIn(actor), role: roleIn(actor) };
    checkMayGive(giver.role, wish.role);
    if (wish.subject !== undefined) await this.#checkSubject(actor, show.id, wish.subject);
    const issued = this.issue(show.id, wish, endOf(actor));
    await this.#ranks.granted(issued.ticket);
    return issued;
  }

  /** A ticket speaks for its own subject only; an account for its own people, not for one of its rank or above. */
  async #checkSubject(actor: Actor, showId: ShowId, subject: string): Promise<void> {
    if (personIn(actor) === subject) return;
    if (actor.kind === 'ticket')
      throw guestError('not-allowed', 'A ticket issues tickets of its own subject only.', { status: 403 });
    checkMayActOn(
      { personId: personIn(actor), role: roleIn(actor) },
      { personId: subject, role: await this.#ranks.roleOf(showId, subject) },
    );
  }

  /** The account itself in its own show: the same person each time. */
  issueForSelf(personId: PersonId, name: string, show: Show): IssuedTicket {
    return this.issue(show.id, {
      role: 'host',
      name,
      subject: personId,
      lifetimeSeconds: OWN_LIFETIME_SECONDS,
    });
  }

  /** A secret of this site for another purpose; the ticket key does not follow from it. */
  secretFor(purpose: string): string {
    return macOf(this.#key, purpose).toString('base64url');
  }

  /**
   * The same ticket with a later end. It counts from the first one on: a role that was taken away since stays away, and
   * the whole of them ends some day.
   */
  prolong(ticket: Ticket): IssuedTicket {
    const longestMs = ticket.issuedAtMs + RENEWED_FOR_SECONDS * 1_000;
    const wishedMs = this.#clock.wallMs() + DEFAULT_LIFETIME_SECONDS * 1_000;
    const longer = { ...ticket, expiresAtMs: Math.max(ticket.expiresAtMs, Math.min(wishedMs, longestMs)) };
    return { ticket: longer, text: this.#signer.sign(longer) };
  }

  /** Throws `ticket-invalid` or `ticket-expired`. */
  read(text: string): Ticket {
    return this.#signer.read(text, this.#clock.wallMs());
  }
}

const endOf = (actor: Actor): number | undefined =>
  actor.kind === 'ticket' ? actor.ticket.expiresAtMs : undefined;

/** What is kept of a device cookie: enough to recognise it, too little to follow it. */
export const deviceHashOf = (device: string): string => hashSecret(device).slice(0, 32);
