import { type Clock, Lifetime, type Log, newId, systemRandom } from '#kernel';
import type { AttemptResult, DueClaim, DueDelivery, WebhooksStore } from '../ports/webhooks.js';
import { nextAttemptMs } from './backoff.js';
import type { SendWebhook, Sent } from './send.js';
import { signDelivery } from './signature.js';

export interface DispatcherOptions {
  store: WebhooksStore;
  send: SendWebhook;
  clock: Clock;
  log: Log;
  /** How often the outbox is looked at. */
  periodMs?: number;
}

const PERIOD_MS = 1_000;
/** Deliveries under way: of all accounts, and of one (up to twice that, where several of its endpoints are due at once). */
const UNDER_WAY = 64;
const UNDER_WAY_PER_OWNER = 8;
/** Twice what an attempt may take: only a dispatcher that died lets go of its deliveries, and soon. */
const LEASE_MS = 20_000;

const isDelivered = ({ status }: Sent): boolean => status !== null && status >= 200 && status < 300;

/**
 * Empties the outbox: what was written is delivered at least once, also after a crash. Each endpoint has a queue of its
 * own and each account a bound, so that a slow receiver delays nobody else. Order is not promised.
 */
export class WebhookDispatcher {
  readonly #options: DispatcherOptions;
  readonly #lifetime = new Lifetime();
  readonly #underWay = new Map<string, { ownerId: string; done: Promise<void> }>();
  #running: Promise<void> | undefined;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#lifetime.adopt(options.clock.every(options.periodMs ?? PERIOD_MS, () => this.nudge()));
  }

  /** Delivers what is due. A delivery round that is under way is enough. */
  nudge(): void {
    this.#running ??= this.#empty()
      .catch((error) => this.#options.log.warn('webhooks.empty | failed, tried again later', { error }))
      .finally(() => {
        this.#running = undefined;
      });
  }

  async close(): Promise<void> {
    await this.#lifetime.close();
    await this.#running;
    await Promise.all([...this.#underWay.values()].map(({ done }) => done));
  }

  async #empty(): Promise<void> {
    const { store, clock } = this.#options;
    await store.spread(() => newId('dlv'), clock.wallMs(), 500);
    while (!this.#lifetime.isClosed) {
      const due = await store.claimDue(this.#claim());
      for (const delivery of due) this.#start(delivery);
      if (due.length === 0 || this.#underWay.size >= UNDER_WAY) return;
    }
  }

  #claim(): DueClaim {
    const counts = new Map<string, number>();
    for (const { ownerId } of this.#underWay.values()) counts.set(ownerId, (counts.get(ownerId) ?? 0) + 1);
    return {
      nowMs: this.#options.clock.wallMs(),
      leaseMs: LEASE_MS,
      limit: UNDER_WAY - this.#underWay.size,
      limitPerOwner: UNDER_WAY_PER_OWNER,
      busyEndpoints: [...this.#underWay.keys()],
      busyOwners: [...counts].filter(([, count]) => count >= UNDER_WAY_PER_OWNER).map(([ownerId]) => ownerId),
    };
  }

  /** When it is over the endpoint's next one is due. */
  #start(due: DueDelivery): void {
    const { id, ownerId } = due.endpoint;
    const done = this.#deliver(due)
      .catch((error) =>
        this.#options.log.warn('webhooks.deliver | not recorded, tried again later', { error }),
      )
      .then(() => {
        this.#underWay.delete(id);
        if (!this.#lifetime.isClosed) this.nudge();
      });
    this.#underWay.set(id, { ownerId, done });
  }

  async #deliver({ delivery, endpoint, event }: DueDelivery): Promise<void> {
    const { store, send, clock, log } = this.#options;
    const body = JSON.stringify({
      id: event.id,
      type: event.type,
      createdAt: new Date(event.createdAtMs).toISOString(),
      showId: event.showId,
      data: event.payload,
    });
    const sent = await send(endpoint.url, body, {
      'content-type': 'application/json',
      'user-agent': 'Proscenium-Webhooks/1',
      'proscenium-event': event.type,
      'proscenium-delivery': delivery.id,
      'proscenium-signature': signDelivery(endpoint.secret, body, clock.wallMs()),
    });
    const result = this.#judge(sent, delivery.attempts + 1);
    await store.recordAttempt(delivery.id, result);
    if (result.state === 'failed') log.warn('webhooks.deliver | gave up', { delivery: delivery.id });
  }

  #judge(sent: Sent, attempts: number): AttemptResult {
    const atMs = this.#options.clock.wallMs();
    const { status, error } = sent;
    if (isDelivered(sent)) return { state: 'delivered', nextAttemptAtMs: null, status, error: null, atMs };
    const chance = (systemRandom(1)[0] ?? 0) / 255;
    const nextAttemptAtMs = nextAttemptMs(attempts, atMs, chance) ?? null;
    const reason = error ?? `answered ${status}`;
    return {
      state: nextAttemptAtMs === null ? 'failed' : 'pending',
      nextAttemptAtMs,
      status,
      error: reason,
      atMs,
    };
  }
}
