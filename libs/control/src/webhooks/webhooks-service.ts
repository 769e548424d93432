import { newSecret } from '#access';
import { type Clock, guestError, newId, type PersonId } from '#kernel';
import { type EventType, type Page, type PageRequest, TEST_EVENT } from '#show';
import type { DeliveryState, WebhookDelivery, WebhookEndpoint, WebhooksStore } from '../ports/webhooks.js';
import { type AddressRules, checkWebhookUrl } from './address-guard.js';

interface Account {
  personId: PersonId;
  role: 'owner' | 'host';
}

export interface EndpointChange {
  url?: string | undefined;
  events?: EventType[] | undefined;
  active?: boolean | undefined;
}

/** Endpoints of one account. */
const MOST = 20;

const tooMany = () =>
  guestError('too-many-webhooks', `An account has at most ${MOST} webhooks. Remove one.`, { status: 409 });
const notFound = () => guestError('webhook-not-found', 'There is no such webhook.', { status: 404 });

/** Webhooks of an account: told of its own shows. The owner sees everybody's. */
export class WebhooksService {
  readonly #store: WebhooksStore;
  readonly #clock: Clock;
  readonly #rules: AddressRules;

  constructor(store: WebhooksStore, clock: Clock, rules: AddressRules) {
    this.#store = store;
    this.#clock = clock;
    this.#rules = rules;
  }

  async create(account: Account, url: string, events: EventType[]): Promise<WebhookEndpoint> {
    checkWebhookUrl(url, this.#rules);
    const { items } = await this.#store.listEndpoints(account.personId, { limit: MOST, after: null });
    if (items.length >= MOST) throw tooMany();
    const endpoint: WebhookEndpoint = {
      id: newId('whk'),
      ownerId: account.personId,
      url,
      secret: newSecret('webhook'),
      events,
      active: true,
      version: 1,
      createdAtMs: this.#clock.wallMs(),
    };
    await this.#store.createEndpoint(endpoint);
    return endpoint;
  }

  list(account: Account, page: PageRequest): Promise<Page<WebhookEndpoint>> {
    return this.#store.listEndpoints(account.role === 'owner' ? null : account.personId, page);
  }

  async get(account: Account, id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.#store.findEndpoint(id);
    const isTheirs = account.role === 'owner' || endpoint?.ownerId === account.personId;
    if (endpoint === undefined || !isTheirs) throw notFound();
    return endpoint;
  }

  async change(
    account: Account,
    id: string,
    version: number,
    change: EndpointChange,
  ): Promise<WebhookEndpoint> {
    await this.get(account, id);
    if (change.url !== undefined) checkWebhookUrl(change.url, this.#rules);
    const changed = await this.#store.changeEndpoint(id, version, {
      ...(change.url === undefined ? {} : { url: change.url }),
      ...(change.events === undefined ? {} : { events: change.events }),
      ...(change.active === undefined ? {} : { active: change.active }),
    });
    if (changed === 'missing') throw notFound();
    if (changed === 'conflict')
      throw guestError('version-conflict', 'The webhook was changed meanwhile. Load it again.', {
        status: 412,
      });
    return changed;
  }

  async remove(account: Account, id: string): Promise<void> {
    await this.get(account, id);
    await this.#store.removeEndpoint(id);
  }

  /** The secret before signs nothing from here on, attempts that are repeated included. */
  async rotate(account: Account, id: string): Promise<WebhookEndpoint> {
    await this.get(account, id);
    const changed = await this.#store.changeEndpoint(id, undefined, { secret: newSecret('webhook') });
    if (typeof changed === 'string') throw notFound();
    return changed;
  }

  /** Sends this webhook an event of its own, so that its receiver can be tried without a show. */
  async test(account: Account, id: string): Promise<WebhookDelivery> {
    const { ownerId } = await this.get(account, id);
    const event = {
      id: newId('evt'),
      type: TEST_EVENT,
      showId: null,
      ownerId,
      payload: { webhookId: id },
      createdAtMs: this.#clock.wallMs(),
    } as const;
    return this.#store.addFor(id, event, newId('dlv'));
  }

  async deliveries(
    account: Account,
    id: string,
    state: DeliveryState | undefined,
    page: PageRequest,
  ): Promise<Page<WebhookDelivery>> {
    await this.get(account, id);
    return this.#store.listDeliveries(id, state, page);
  }

  async replay(account: Account, id: string, deliveryId: string): Promise<WebhookDelivery> {
    await this.get(account, id);
    const delivery = await this.#store.replay(id, deliveryId, newId('dlv'), this.#clock.wallMs());
    if (delivery === undefined)
      throw guestError('delivery-not-found', 'There is no such delivery.', { status: 404 });
    return delivery;
  }
}
