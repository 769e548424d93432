import { type Actor, accountOf, hashSecret, macOf, type Ticket, TicketBooth, type TicketRole } from '#access';
import { type Clock, guestError, newId, type PersonId, type ShowId } from '#kernel';
import type { SettingsStore, Show } from '#show';
import { newTicketKey } from './new-ticket-key.js';

const KEY_SETTING = 'ticket-keys';
const DEFAULT_LIFETIME_SECONDS = 12 * 3_600;

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

/** Issues and reads the tickets of this house. Its key is made once and kept in the store, for every process. */
export class TicketOffice {
  readonly #key: string;
  readonly #booth: TicketBooth;
  readonly #clock: Clock;

  static async create(settings: SettingsStore, clock: Clock): Promise<TicketOffice> {
    const kept = await settings.settle(KEY_SETTING, newTicketKey());
    const [newest = kept, ...older] = kept.split(' ');
    return new TicketOffice(newest, new TicketBooth([newest, ...older]), clock);
  }

  private constructor(key: string, booth: TicketBooth, clock: Clock) {
    this.#key = key;
    this.#booth = booth;
    this.#clock = clock;
  }

  issue(showId: ShowId, wish: TicketWish): IssuedTicket {
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
      expiresAtMs: nowMs + lifetimeMs,
    };
    return { ticket, text: this.#booth.sign(ticket) };
  }

  /** A host's ticket makes hosts; only the show's owner hands those out. */
  issueFor(actor: Actor, show: Show, wish: TicketWish): IssuedTicket {
    const isOwner = accountOf(actor) !== undefined;
    if (!isOwner && (wish.role === 'host' || wish.role === 'co-host'))
      throw guestError('not-allowed', 'Only the owner of the show makes other hosts.', { status: 403 });
    return this.issue(show.id, wish);
  }

  /** The account's own seat in its own show: the same person each time. */
  issueForSelf(personId: PersonId, name: string, show: Show): IssuedTicket {
    return this.issue(show.id, { role: 'host', name, subject: personId });
  }

  /** A secret of this house for another purpose; the ticket key does not follow from it. */
  secretFor(purpose: string): string {
    return macOf(this.#key, purpose).toString('base64url');
  }

  /** Throws `ticket-invalid` or `ticket-expired`. */
  read(text: string): Ticket {
    return this.#booth.read(text, this.#clock.wallMs());
  }
}

/** What is kept of a device cookie: enough to recognise it, too little to follow it. */
export const deviceHashOf = (device: string): string => hashSecret(device).slice(0, 32);
