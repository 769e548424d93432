import { z } from 'zod';
import type { WebhookDelivery, WebhookEndpoint } from '#control';
import { EVENT_TYPES, TEST_EVENT } from '#show';
import {
  answer,
  body,
  idSchema,
  pageOf,
  pageQuery,
  timeOrNull,
  timeSchema,
  toIso,
  toIsoOrNull,
} from './basics.js';

const events = z.array(z.enum(EVENT_TYPES)).min(1).max(EVENT_TYPES.length);
const url = z.string().min(1).max(2_000);
const states = z.enum(['pending', 'delivered', 'failed']);

export const webhookSchema = answer(
  'Webhook',
  z.object({
    id: idSchema,
    url: z.string(),
    events: z.array(z.enum(EVENT_TYPES)),
    active: z.boolean(),
    version: z.number().int(),
    createdAt: timeSchema,
  }),
);
export const newWebhookSchema = answer(
  'NewWebhook',
  webhookSchema.extend({ secret: z.string().describe('Shown this once: checks Proscenium-Signature') }),
);
export const webhooksPage = pageOf('WebhooksPage', webhookSchema);
export const webhookBody = body('WebhookWish', z.strictObject({ url, events }));
export const webhookChangeBody = body(
  'WebhookChange',
  z.strictObject({ url: url.optional(), events: events.optional(), active: z.boolean().optional() }),
);
export const toWebhookAnswer = ({
  id,
  url: target,
  events: types,
  active,
  version,
  createdAtMs,
}: WebhookEndpoint) => ({
  id,
  url: target,
  events: types,
  active,
  version,
  createdAt: toIso(createdAtMs),
});

export const deliverySchema = answer(
  'WebhookDelivery',
  z.object({
    id: idSchema,
    eventId: idSchema,
    eventType: z.enum([...EVENT_TYPES, TEST_EVENT]),
    state: states,
    attempts: z.number().int(),
    nextAttemptAt: timeOrNull,
    lastStatus: z.number().int().nullable(),
    lastError: z.string().nullable(),
    createdAt: timeSchema,
    deliveredAt: timeOrNull,
  }),
);
export const deliveriesPage = pageOf('WebhookDeliveriesPage', deliverySchema);
export const deliveriesQuery = pageQuery.extend({ state: states.optional() });
export const toDeliveryAnswer = (delivery: WebhookDelivery) => ({
  id: delivery.id,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  state: delivery.state,
  attempts: delivery.attempts,
  nextAttemptAt: toIsoOrNull(delivery.nextAttemptAtMs),
  lastStatus: delivery.lastStatus,
  lastError: delivery.lastError,
  createdAt: toIso(delivery.createdAtMs),
  deliveredAt: toIsoOrNull(delivery.deliveredAtMs),
});
