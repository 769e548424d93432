import type { WebhookDelivery, WebhookEndpoint } from '#control';
import type { EventType, OutboxEvent, SentType } from '#show';
import type {
  WebhookDelivery as DeliveryRow,
  WebhookEndpoint as EndpointRow,
  WebhookEvent as EventRow,
} from '../generated/client.js';
import { toMs, toMsOrNull } from '../times.js';

export const WITH_TYPE = { event: { select: { type: true } } } as const;

export const toEndpoint = (row: EndpointRow): WebhookEndpoint => ({
  id: row.id,
  ownerId: row.ownerId,
  url: row.url,
  secret: row.secret,
  events: row.events as EventType[],
  active: row.active,
  version: row.version,
  createdAtMs: toMs(row.createdAt),
});

export const toEvent = (row: EventRow): OutboxEvent => ({
  id: row.id,
  type: row.type as SentType,
  showId: row.showId,
  ownerId: row.ownerId,
  payload: row.payload as Record<string, unknown>,
  createdAtMs: toMs(row.createdAt),
});

export const toDelivery = (row: DeliveryRow & { event: { type: string } }): WebhookDelivery => ({
  id: row.id,
  eventId: row.eventId,
  eventType: row.event.type as SentType,
  endpointId: row.endpointId,
  state: row.state,
  attempts: row.attempts,
  nextAttemptAtMs: toMsOrNull(row.nextAttemptAt),
  lastStatus: row.lastStatus,
  lastError: row.lastError,
  createdAtMs: toMs(row.createdAt),
  deliveredAtMs: toMsOrNull(row.deliveredAt),
});
