// Real here: HTTP both ways, the outbox, PGlite and PostgreSQL. Faked: the running side of shows.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyWebhook } from '../../libs/server-sdk/src/verify-webhook.js';
import { DATABASES, type TestDatabase } from '../support/data/databases.js';
import { waitFor } from '../support/kernel/wait-for.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ControlServer } from '../support/server/control-server.js';
import { WebhookReceiver } from '../support/server/webhook-receiver.js';

describe.each(DATABASES)('webhooks, on %s', (_name, open) => {
  let held: TestDatabase;
  let server: ControlServer;
  let owner: ApiClient;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    held = await open();
    server = await ControlServer.create(held.database);
    owner = (await server.owner()).client;
    receiver = await WebhookReceiver.listen();
  });
  afterAll(async () => {
    receiver?.close();
    await server?.close();
    await held?.close();
  });
  beforeEach(() => {
    receiver.received.clear();
    receiver.answers = [];
  });
  let webhookId: string;
  afterEach(() => owner.delete(`/webhooks/${webhookId}`));

  const listen = async (events: string[]) => {
    const { body } = await owner.post('/webhooks', { url: receiver.url, events });
    webhookId = body.id;
    return body;
  };
  const deliveries = async () => (await owner.get(`/webhooks/${webhookId}/deliveries`)).body.items;

  test('a show that goes live and ends is reported once each, signed with the secret', async () => {
    const { secret } = await listen(['show.live', 'show.ended']);
    const { id } = (await owner.post('/shows', { title: 'Told' })).body;
    await owner.post(`/shows/${id}/live`);
    await owner.post(`/shows/${id}/end`);
    await waitFor('both deliveries', 10_000, () => receiver.received.all.length >= 2);
    expect(receiver.received.all.map((item) => item.event).sort()).toEqual(['show.ended', 'show.live']);
    const { createHmac } = await import('node:crypto');
    for (const { signature, body } of receiver.received.all) {
      const [, seconds, mac] = /^t=(\d+),v1=(\w+)$/.exec(signature) ?? [];
      expect(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')).toBe(mac);
      expect(JSON.parse(body).data.show.id).toBe(id);
    }
  });

  test('a person who comes on stage, leaves it or is banned is reported by name', async () => {
    await listen(['participant.joined', 'participant.left', 'person.banned']);
    const { id } = (await owner.post('/shows', { title: 'Told' })).body;
    const participant = { id: 'p1', personId: 'guest_1', name: 'Ada', role: 'guest' };
    await server.plane.tell('participant.joined', id, { participant });
    await server.plane.tell('participant.left', id, { participant, reason: 'left' });
    await owner.post(`/shows/${id}/bans`, { personId: 'guest_1', reason: 'spam' });
    await waitFor('all three', 10_000, () => receiver.received.all.length >= 3);
    expect(receiver.received.all.map(({ event }) => event).sort()).toEqual([
      'participant.joined',
      'participant.left',
      'person.banned',
    ]);
    const left = receiver.received.all.find(({ event }) => event === 'participant.left');
    expect(JSON.parse(left?.body ?? '').data).toEqual({ participant, reason: 'left' });
  });

  test('a receiver that fails is tried again later, its log says why, and a replay goes at once', async () => {
    receiver.answers = [503];
    await listen(['show.created']);
    await owner.post('/shows', { title: 'Retried' });
    const [failed] = await waitFor('the first attempt in the log', 10_000, async () => {
      const items = await deliveries();
      return items[0]?.attempts === 1 ? items : undefined;
    });
    expect(failed).toMatchObject({ state: 'pending', lastStatus: 503, lastError: 'answered 503' });
    expect(Date.parse(failed.nextAttemptAt) - Date.now()).toBeGreaterThan(5_000);
    await owner.post(`/webhooks/${webhookId}/deliveries/${failed.id}/replay`);
    await waitFor('the replay', 10_000, () => receiver.received.all.length >= 2);
    expect(receiver.received.all[1]?.body).toBe(receiver.received.all[0]?.body);
  });

  test('a test reaches this webhook alone, whatever its events; a new secret signs from then on', async () => {
    const other = (await owner.post('/webhooks', { url: receiver.url, events: ['show.created'] })).body;
    const first = await listen(['show.ended']);
    const { secret } = (await owner.post(`/webhooks/${webhookId}/secret`)).body;
    expect(secret).not.toBe(first.secret);
    const { status, body: delivery } = await owner.post(`/webhooks/${webhookId}/test`);
    expect([status, delivery.eventType, delivery.state]).toEqual([201, 'webhook.test', 'pending']);
    const sent = await waitFor('the test', 10_000, () => receiver.received.all[0]);
    expect(sent.event).toBe('webhook.test');
    expect(JSON.parse(sent.body)).toMatchObject({ type: 'webhook.test', showId: null, data: { webhookId } });
    const signed = { body: sent.body, signature: sent.signature, nowMs: Date.now() };
    expect(verifyWebhook({ ...signed, secret })).toBe(true);
    expect(verifyWebhook({ ...signed, secret: first.secret })).toBe(false);
    expect((await owner.get(`/webhooks/${other.id}/deliveries`)).body.items).toEqual([]);
    await owner.delete(`/webhooks/${other.id}`);
  });

  test('another host neither sees nor replays it', async () => {
    await listen(['show.created']);
    const { token } = (await owner.post('/invitations', {})).body;
    const other = server.client();
    const arrival = { token, name: 'Other', email: `${Date.now()}@example.org`, password: 'a good password' };
    await other.post('/invitations/accept', arrival);
    expect((await other.get(`/webhooks/${webhookId}`)).status).toBe(404);
    expect((await other.post(`/webhooks/${webhookId}/test`)).status).toBe(404);
    expect((await other.post(`/webhooks/${webhookId}/secret`)).status).toBe(404);
    expect((await other.get('/webhooks')).body.items).toEqual([]);
  });

  test('changes are versioned', async () => {
    await listen(['show.created']);
    const change = () => owner.patch(`/webhooks/${webhookId}`, { active: false }, { 'if-match': '"1"' });
    expect([(await change()).status, (await change()).status]).toEqual([200, 412]);
  });
});
