import type { EventType, OutboxEvent, Page, PageRequest, SentType } from '#show';

export interface WebhookEndpoint {
  id: string;
  ownerId: string;
  url: string;
  /** Signs deliveries. Shown once: when it is made, and when a new one takes its place. */
  secret: string;
  events: EventType[];
  active: boolean;
  version: number;
  createdAtMs: number;
}

export type DeliveryState = 'pending' | 'delivered' | 'failed';

export interface WebhookDelivery {
  id: string;
  eventId: string;
  eventType: SentType;
  endpointId: string;
  state: DeliveryState;
  attempts: number;
  nextAttemptAtMs: number | null;
  lastStatus: number | null;
  lastError: string | null;
  createdAtMs: number;
  deliveredAtMs: number | null;
}

export interface DueDelivery {
  delivery: WebhookDelivery;
  endpoint: WebhookEndpoint;
  event: OutboxEvent;
}

/** One delivery of each endpoint at most, so that a slow receiver holds up nothing but its own queue. */
export interface DueClaim {
  nowMs: number;
  leaseMs: number;
  limit: number;
  /** Of one account, counted over its endpoints. */
  limitPerOwner: number;
  /** Endpoints to which a delivery is under way, and accounts with as many as may be. */
  busyEndpoints: readonly string[];
  busyOwners: readonly string[];
}

export interface AttemptResult {
  state: DeliveryState;
  nextAttemptAtMs: number | null;
  status: number | null;
  error: string | null;
  atMs: number;
}

export interface WebhooksStore {
  createEndpoint(endpoint: WebhookEndpoint): Promise<void>;
  findEndpoint(id: string): Promise<WebhookEndpoint | undefined>;
  listEndpoints(ownerId: string | null, page: PageRequest): Promise<Page<WebhookEndpoint>>;
  changeEndpoint(
    id: string,
    expectVersion: number | undefined,
    patch: Partial<Pick<WebhookEndpoint, 'url' | 'secret' | 'events' | 'active'>>,
  ): Promise<WebhookEndpoint | 'conflict' | 'missing'>;
  removeEndpoint(id: string): Promise<boolean>;

  addEvents(events: readonly OutboxEvent[]): Promise<void>;
  /** An event for this endpoint alone, due at once. */
  addFor(endpointId: string, event: OutboxEvent, newDeliveryId: string): Promise<WebhookDelivery>;
  /** Turns events that were not spread yet into deliveries, one per endpoint that asked for the type. */
  spread(newDeliveryId: () => string, nowMs: number, limit: number): Promise<number>;
  /** Takes deliveries whose time has come, for `leaseMs`: no other process takes them meanwhile. */
  claimDue(claim: DueClaim): Promise<DueDelivery[]>;
  recordAttempt(deliveryId: string, result: AttemptResult): Promise<void>;
  listDeliveries(
    endpointId: string,
    state: DeliveryState | undefined,
    page: PageRequest,
  ): Promise<Page<WebhookDelivery>>;
  /** A new delivery of the same event to the same endpoint. */
  replay(
    endpointId: string,
    deliveryId: string,
    newDeliveryId: string,
    nowMs: number,
  ): Promise<WebhookDelivery | undefined>;
}
