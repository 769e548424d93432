// Real here: the whole server, a Chromium with the worker of its pages. Made up: the push service, in whose place DevTools delivers.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { TestBrowser } from '../support/engines/chromium.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { type OwnedShow, openOwnedShow } from '../support/server/owned-show.js';

const WITHIN_MS = 20_000;

let show: OwnedShow;
let browser: TestBrowser;
let page: Page;
let devtools: CDPSession;
let registrationId = '';

/** Runs in the page, whose types are not those of this file. */
const inPage = <T>(script: string): Promise<T> => page.evaluate(script) as Promise<T>;
const shown = () =>
  inPage<{ title: string; body: string; url: string }[]>(`(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/follow/');
    const all = await registration.getNotifications();
    return all.map(({ title, body, data }) => ({ title, body, url: data?.url }));
  })()`);

beforeAll(async () => {
  show = await openOwnedShow();
  browser = await TestBrowser.launch();
  const context = await browser.newContext();
  await context.grantPermissions(['notifications'], { origin: show.server.url });
  page = await browser.newPage({ context });
  devtools = await context.newCDPSession(page);
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const each of registrations)
      if (each.scopeURL.endsWith('/follow/')) registrationId = each.registrationId;
  });
  await devtools.send('ServiceWorker.enable');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await show?.server.dispose();
}, 60_000);

test('without a push service the page says so, and its worker is there', async () => {
  await page.goto(`${show.server.url}/watch/${show.showId}`);
  await page.getByRole('button', { name: 'Notify me' }).click();
  await page.getByRole('button', { name: 'Notify me in this browser' }).click();
  await page.getByText(/notification service of this browser does not answer/).waitFor();
  const scope = await inPage<string>(
    `navigator.serviceWorker.getRegistration('/follow/').then((each) => each?.scope ?? '')`,
  );
  expect(new URL(scope).pathname).toBe('/follow/');
}, 120_000);

test('a message that is pushed is drawn with its title, text and address; one without a title is not', async () => {
  const deliver = (data: object) =>
    devtools.send('ServiceWorker.deliverPushMessage', {
      origin: show.server.url,
      registrationId,
      data: JSON.stringify(data),
    });
  await waitFor('the registration of the worker', WITHIN_MS, () => registrationId !== '');
  await deliver({ body: 'nothing to read' });
  const url = `/watch/${show.showId}`;
  await deliver({ title: 'A show', body: 'is on air', url });
  const [first] = await waitFor('the notification', WITHIN_MS, async () => {
    const all = await shown();
    return all.some(({ title }) => title === 'A show') && all.filter(({ title }) => title === 'A show');
  });
  expect(first).toEqual({ title: 'A show', body: 'is on air', url });
}, 120_000);
