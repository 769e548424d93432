import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { idSchema, pageQuery } from '../schemas/basics.js';
import * as webhooks from '../schemas/webhooks.js';

const oneWebhook = z.strictObject({ webhookId: idSchema });

export const webhookOperations = {
  create: defineOperation({
    id: 'webhooks.create',
    route: 'POST /webhooks',
    summary: 'Be told of your shows by signed requests',
    allows: 'account',
    isIdempotent: true,
    body: webhooks.webhookBody,
    answer: webhooks.newWebhookSchema,
    status: 201,
    errors: ['webhook-address', 'too-many-webhooks'],
  }),
  list: defineOperation({
    id: 'webhooks.list',
    route: 'GET /webhooks',
    summary: 'Your webhooks; the owner sees everybody’s',
    allows: 'account',
    query: pageQuery,
    answer: webhooks.webhooksPage,
  }),
  get: defineOperation({
    id: 'webhooks.get',
    route: 'GET /webhooks/:webhookId',
    summary: 'One webhook',
    allows: 'account',
    params: oneWebhook,
    answer: webhooks.webhookSchema,
    errors: ['webhook-not-found'],
  }),
  change: defineOperation({
    id: 'webhooks.change',
    route: 'PATCH /webhooks/:webhookId',
    summary: 'Change address, events or whether it is active',
    allows: 'account',
    params: oneWebhook,
    isVersioned: true,
    body: webhooks.webhookChangeBody,
    answer: webhooks.webhookSchema,
    errors: ['webhook-not-found', 'webhook-address', 'version-conflict', 'version-needed'],
  }),
  remove: defineOperation({
    id: 'webhooks.delete',
    route: 'DELETE /webhooks/:webhookId',
    summary: 'Delete a webhook with its log',
    allows: 'account',
    params: oneWebhook,
    errors: ['webhook-not-found'],
  }),
  deliveries: defineOperation({
    id: 'webhooks.deliveries',
    route: 'GET /webhooks/:webhookId/deliveries',
    summary: 'What was sent, what failed and why',
    allows: 'account',
    params: oneWebhook,
    query: webhooks.deliveriesQuery,
    answer: webhooks.deliveriesPage,
    errors: ['webhook-not-found'],
  }),
  replay: defineOperation({
    id: 'webhooks.replay',
    route: 'POST /webhooks/:webhookId/deliveries/:deliveryId/replay',
    summary: 'Send the same event once more',
    allows: 'account',
    params: oneWebhook.extend({ deliveryId: idSchema }),
    answer: webhooks.deliverySchema,
    status: 201,
    errors: ['webhook-not-found', 'delivery-not-found'],
  }),
} as const;
