/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { PushChoice } from './push-choice.js';

const KEY = 'a key';
let permission = 'granted';
let subscribe: () => Promise<unknown>;

beforeEach(() => {
  const registration = { active: {}, pushManager: { subscribe: () => subscribe() } };
  Object.defineProperty(navigator, 'serviceWorker', {
    value: { register: async () => registration },
    configurable: true,
  });
  Object.assign(globalThis, {
    PushManager: class {},
    Notification: { requestPermission: async () => permission },
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  localStorage.clear();
  document.body.replaceChildren();
});

const press = async () => {
  const page = await renderInPage(<PushChoice showId="show_1" pushKey={KEY} of="host" />);
  await page.user.click(page.screen.getByRole('button', { name: 'Notify me in this browser' }));
  return page;
};

test('a browser that is allowed none, or whose service does not answer, says so and what to do', async () => {
  permission = 'denied';
  expect((await press()).screen.getByText(/Allow them in its settings/)).toBeDefined();
  document.body.replaceChildren();
  permission = 'granted';
  subscribe = () =>
    Promise.reject(new DOMException('Registration failed - push service error', 'AbortError'));
  const { screen } = await press();
  expect(screen.getByText(/notification service of this browser does not answer/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Notify me in this browser' })).toBeDefined();
});

test('a browser that is subscribed tells the server, and can stop', async () => {
  permission = 'granted';
  const keys = { p256dh: 'p', auth: 'a' };
  subscribe = async () => ({ toJSON: () => ({ endpoint: 'https://push.example/1', keys }) });
  const follow = jest.spyOn(api, 'followByPush').mockResolvedValue({ token: 'token' } as never);
  const { screen } = await press();
  expect(follow).toHaveBeenCalledWith('show_1', {
    endpoint: 'https://push.example/1',
    keys,
    language: 'en',
    of: 'host',
  });
  expect(screen.getByRole('button', { name: 'Stop notifications' })).toBeDefined();
});
