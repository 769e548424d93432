import { type Actor, describeActor, readerKey } from '#access';
import type { Audience, AuditFilter, AuditRecord, BanRecord, ChatMessageRecord, Heartbeat } from '#audience';
import type { Clock } from '#kernel';
import type { Show } from '#show';
import { memberOf } from './member-of.js';
import type { ClientFacts } from './people/client-facts.js';
import { type ExportStores, exportShow } from './retention/show-export.js';

interface Positions<T> {
  items: T[];
  next: number | null;
}

const positionsOf = <T extends { position: number }>(
  items: T[],
  edge: T | undefined,
  limit: number,
): Positions<T> => ({
  items,
  next: items.length < limit ? null : (edge?.position ?? null),
});

/** What REST asks of an audience and its records. */
export class AudienceService {
  readonly #audience: Audience;
  readonly #stores: ExportStores;
  readonly #clock: Clock;

  constructor(audience: Audience, stores: ExportStores, clock: Clock) {
    this.#audience = audience;
    this.#stores = stores;
    this.#clock = clock;
  }

  /** Hosts who watch their own show count as viewers too. */
  async heartbeat(
    { actor, client }: { actor: Actor; client: ClientFacts },
    show: Show,
    beat: Heartbeat,
  ): Promise<void> {
    const deviceHash = actor.kind === 'ticket' ? actor.ticket.deviceHash : null;
    const subject = describeActor(actor).actorId;
    const reader = readerKey(client.address, client.userAgent);
    await this.#audience.counting.beat(show.id, { subject, deviceHash, reader }, beat);
  }

  async chat(show: Show, before: number | undefined, limit: number): Promise<Positions<ChatMessageRecord>> {
    const items = await this.#stores.chat.before(show.id, before ?? null, limit);
    return positionsOf(items, items[0], limit);
  }

  /** What was said while a recording was made, of a time of the wall clock. */
  replay({ id }: Show, fromMs: number, toMs: number, limit: number): Promise<ChatMessageRecord[]> {
    return this.#stores.chat.between(id, fromMs, toMs, limit);
  }

  deleteChat(actor: Actor, show: Show, messageId: string): Promise<void> {
    return this.#audience.moderation.deleteChat(memberOf(actor, show), messageId);
  }

  bans(show: Show): Promise<BanRecord[]> {
    return this.#audience.moderation.listBans(show.id);
  }

  ban(actor: Actor, show: Show, personId: string, reason: string | undefined): Promise<void> {
    return this.#audience.moderation.ban(memberOf(actor, show), personId, reason);
  }

  unban(actor: Actor, show: Show, personId: string): Promise<void> {
    return this.#audience.moderation.unban(memberOf(actor, show), personId);
  }

  async audit(
    filter: AuditFilter,
    before: number | undefined,
    limit: number,
  ): Promise<Positions<AuditRecord>> {
    const items = await this.#stores.audit.list(filter, before ?? null, limit);
    return positionsOf(items, items.at(-1), limit);
  }

  export(show: Show): ReturnType<typeof exportShow> {
    return exportShow(this.#stores, show, this.#clock.wallMs());
  }
}
