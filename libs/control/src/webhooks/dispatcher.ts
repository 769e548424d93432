import { type Clock, Lifetime, type Log, newId, systemRandom } from '#kernel';
import type { AttemptResult, DueDelivery, WebhooksStore } from '../ports/webhooks.js';
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
const BATCH = 20;
/** Twice what an attempt may take: only a dispatcher that died lets go of its deliveries, and soon. */
const LEASE_MS = 20_000;

const isDelivered = ({ status }: Sent): boolean => status !== null && status >= 200 && status < 300;

/** Empties the outbox: whatever was written is told at least once, also after a crash. Order is not promised. */
export class WebhookDispatcher {
  readonly #options: DispatcherOptions;
  readonly #lifetime = new Lifetime();
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
  }

  async #empty(): Promise<void> {
    const { store, clock } = this.#options;
    await store.spread(() => newId('dlv'), clock.wallMs(), 500);
    while (!this.#lifetime.isClosed) {
      const due = await store.claimDue(clock.wallMs(), LEASE_MS, BATCH);
      if (due.length === 0) return;
      await Promise.all(due.map((delivery) => this.#deliver(delivery)));
    }
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
