import { afterEach, expect, test } from '@jest/globals';
import { PROTOCOL_VERSION } from '#protocol';
import { preparedData } from '../support/data/prepared-data.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { OWNER_PASSWORD, signedInOwner } from '../support/server/signed-in-owner.js';
import { WebhookReceiver } from '../support/server/webhook-receiver.js';
import { StagePage } from '../support/stage/stage-page.js';

const NOTICE = 'We begin in five minutes';
/** A try that failed is due again after a second or so; the one under way is due when its lease ends. */
const DELIVERED_WITHIN_MS = 60_000;
const RAISED_AGAIN_WITHIN_MS = 10_000;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function server(dataDir: string, port = 0): Promise<ServerUnderTest> {
  const env = { PROSCENIUM_ALLOW_PRIVATE_WEBHOOKS: 'true', ...(port === 0 ? {} : { PORT: String(port) }) };
  const started = await ServerUnderTest.start({ dataDir, env });
  closers.push(() => started.dispose());
  return started;
}

/** A page with a ticket of the server. */
async function join(url: string, personId: string, ticket: string): Promise<StagePage> {
  const page = new StagePage(url, personId);
  closers.push(() => page.close());
  await page.must('session.join', { version: PROTOCOL_VERSION, ticket, tabId: page.tabId });
  return page;
}

/** A viewer goes through the green room and is brought on stage. */
async function bringOn(host: StagePage, viewer: StagePage, personId: string): Promise<void> {
  await viewer.must('promotion.raise-hand', {});
  const { promotionId } = await host.must('promotion.invite', { personId });
  await viewer.must('promotion.accept', { promotionId });
  await viewer.enter();
  await viewer.must('promotion.ready', { promotionId });
  await host.must('promotion.bring-on', { promotionId });
}

async function ticketsOf(owner: ApiClient, url: string, showId: string) {
  const host = await owner.post(`/shows/${showId}/own-ticket`);
  const viewer = await new ApiClient(url).post(`/shows/${showId}/watch`, { name: 'Grace' });
  const guest = await new ApiClient(url).post(`/shows/${showId}/watch`, { name: 'Hedy' });
  return { host: host.body, viewer: viewer.body, guest: guest.body };
}

test('a server that was killed twice leaves no process behind, and the next one has all that was answered', async () => {
  const data = await preparedData();
  closers.push(() => data.remove());
  const receiver = await WebhookReceiver.listen();
  closers.push(() => receiver.close());
  const first = await server(data.path);
  const { owner, showId } = await signedInOwner(first);
  // The receiver of webhooks is away until the last server runs.
  receiver.answers = Array.from({ length: 1_000 }, () => 503);
  await owner.post('/webhooks', { url: receiver.url, events: ['show.updated'] });
  const tickets = await ticketsOf(owner, first.url, showId);
  const host = await join(first.url, 'host', tickets.host.ticket);
  await host.enter();
  const viewer = await join(first.url, 'viewer', tickets.viewer.ticket);
  await host.must('audience.notice', { text: NOTICE });
  expect((await viewer.until('audience.noticed')).text).toBe(NOTICE);
  await viewer.must('promotion.raise-hand', {});
  const guest = await join(first.url, 'guest', tickets.guest.ticket);
  await bringOn(host, guest, tickets.guest.subject);
  await viewer.must('chat.send', { text: 'I have a question' });
  const { version } = (await owner.get(`/shows/${showId}`)).body;
  await owner.patch(`/shows/${showId}`, { title: 'Kept' }, { 'if-match': `"${version}"` });
  await receiver.received.until('the first try', DELIVERED_WITHIN_MS, (all) => all[0]);
  await first.kill();
  await (await server(data.path, first.port)).kill();

  receiver.answers = [];
  const tries = receiver.received.all.length;
  const last = await server(data.path, first.port);
  const again = await join(last.url, 'viewer', tickets.viewer.ticket);
  const seen = await again.must('audience.get', {});
  expect([seen.notice, seen.chat.map(({ text }) => text)]).toEqual([NOTICE, ['I have a question']]);
  const signIn = await owner.post('/session', { email: 'ada@example.org', password: OWNER_PASSWORD });
  expect(signIn.status).toBe(201);
  const back = await join(last.url, 'host', tickets.host.ticket);
  await back.enter();
  await waitFor('the hand that was up', RAISED_AGAIN_WITHIN_MS, async () => {
    const { promotions } = await back.must('promotion.list', {});
    return promotions.some(({ name, state }) => name === 'Grace' && state === 'raised');
  });
  const guestAgain = new StagePage(last.url, 'guest');
  closers.push(() => guestAgain.close());
  const { tabId } = guestAgain;
  const asGuest = { version: PROTOCOL_VERSION, ticket: tickets.guest.ticket, tabId };
  expect((await guestAgain.must('session.join', asGuest)).role).toBe('guest');
  await guestAgain.enter();
  const told = await receiver.received.until(
    'the waiting delivery',
    DELIVERED_WITHIN_MS,
    (all) => all[tries],
  );
  expect([told.event, JSON.parse(told.body).data.show.title]).toEqual(['show.updated', 'Kept']);
  await last.stop();
}, 180_000);
