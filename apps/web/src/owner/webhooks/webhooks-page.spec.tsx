/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import type { Delivery, Webhook } from '#client';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import { faultText } from './fault-text.js';
import { WebhooksPage } from './webhooks-page.js';

const WEBHOOK: Webhook = {
  ...{ id: 'whk_1', url: 'https://example.org/told', events: ['show.live'], active: true, version: 4 },
  createdAt: '2026-01-01T10:00:00.000Z',
};
const FAILED: Delivery = {
  ...{ id: 'dlv_1', eventId: 'evt_1', eventType: 'show.live', state: 'failed', attempts: 9 },
  ...{ nextAttemptAt: null, lastStatus: 503, lastError: 'answered 503', deliveredAt: null },
  createdAt: '2026-01-01T10:00:00.000Z',
};
const params = { webhookId: 'whk_1' };

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

async function open(webhook: Webhook = WEBHOOK) {
  const list = jest.spyOn(api, 'webhooks').mockResolvedValue({ items: [webhook], next: null });
  const call = jest.spyOn(api.calls, 'call').mockImplementation((async (
    id: string,
    { query }: { query?: { state?: string; after?: string } } = {},
  ) => {
    if (id === 'webhooks.rotate') return { ...webhook, secret: 'the new one' };
    if (id !== 'webhooks.deliveries') return undefined;
    if (query?.state === 'delivered') return { items: [], next: null };
    return { items: [FAILED], next: query?.after === undefined ? 'more' : null };
  }) as never);
  const page = await renderInPage(<WebhooksPage />);
  await page.screen.findByText(webhook.url);
  const choose = async (item: string) => {
    await page.user.click(page.screen.getByRole('button', { name: `Actions for ${webhook.url}` }));
    await page.user.click(page.screen.getByRole('menuitem', { name: item }));
  };
  return { call: call as unknown as jest.Mock, list, choose, ...page };
}

test('its address, its events and whether it is active are changed from the version that was shown', async () => {
  const { call, choose, screen, user } = await open();
  await choose('Edit webhook');
  await user.click(screen.getByRole('checkbox', { name: /A show went live/ }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(screen.getByText('Choose at least one event.')).toBeDefined();
  expect(call).not.toHaveBeenCalledWith('webhooks.change', expect.anything());
  await user.click(screen.getByRole('checkbox', { name: /A show ended/ }));
  await user.click(screen.getByRole('switch', { name: 'Active' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const body = { url: WEBHOOK.url, events: ['show.ended'], active: false };
  expect(call).toHaveBeenCalledWith('webhooks.change', { params, version: 4, body });
});

test('a test is sent at one press, but not to a paused webhook', async () => {
  const { call, screen, user, unmount } = await open();
  await user.click(screen.getByRole('button', { name: 'Send a test' }));
  expect(call).toHaveBeenCalledWith('webhooks.test', { params });
  unmount();
  const paused = await open({ ...WEBHOOK, active: false });
  expect(paused.screen.getByText('Paused')).toBeDefined();
  expect(paused.screen.getByRole('button', { name: 'Send a test' })).toHaveProperty('disabled', true);
});

test('a new secret and the end of a webhook come after a question', async () => {
  const { call, list, choose, screen, user } = await open();
  await choose('New secret');
  expect(call).not.toHaveBeenCalledWith('webhooks.rotate', expect.anything());
  list.mockResolvedValue({ items: [{ ...WEBHOOK, version: 5 }], next: null });
  await user.click(screen.getByRole('button', { name: 'New secret' }));
  expect(await screen.findByDisplayValue('the new one')).toBeDefined();
  await choose('Edit webhook');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(call).toHaveBeenCalledWith('webhooks.change', expect.objectContaining({ version: 5 }));
  const remove = jest.spyOn(api, 'deleteWebhook').mockResolvedValue(undefined);
  await choose('Delete');
  expect(remove).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  expect(remove).toHaveBeenCalledWith('whk_1');
});

test('a receiver that was not reached is said in words', async () => {
  expect(faultText('getaddrinfo ENOTFOUND example.org')).toBe('host name not found');
  expect(faultText('The operation was aborted due to timeout')).toBe('no answer within 10 seconds');
  expect(faultText('another one')).toBe('another one');
});

test('deliveries say what failed and why; they are filtered and have pages', async () => {
  const { call, screen, user } = await open();
  expect(screen.getByText(/answered 503 · tried 9 times/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Next page' }));
  expect(call).toHaveBeenLastCalledWith('webhooks.deliveries', {
    params,
    query: { limit: 10, after: 'more' },
  });
  await user.selectOptions(screen.getByLabelText('Result'), 'delivered');
  expect(call).toHaveBeenLastCalledWith('webhooks.deliveries', {
    params,
    query: { limit: 10, state: 'delivered' },
  });
  expect(await screen.findByText('No deliveries match.')).toBeDefined();
});

test('the filter stays where it is while all deliveries come again', async () => {
  const { call, screen, user } = await open();
  const filter = screen.getByLabelText('Result');
  await user.selectOptions(filter, 'delivered');
  await screen.findByText('No deliveries match.');
  call.mockImplementation(() => new Promise(() => undefined));
  await user.selectOptions(filter, 'all');
  expect(screen.getByLabelText('Result')).toBe(filter);
});
