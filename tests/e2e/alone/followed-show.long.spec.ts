// Real here: the whole server with a mail server beside it, a host's studio, and a viewer's page. A viewer asks to be told, confirms
// it by the e-mail, hears of the show, and watches it; the host reads how that went.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { SmtpServer } from '../../support/network/smtp-server.js';
import { ShowUnderTest } from '../../support/server/show-under-test.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';

const ADDRESS = 'fan@example.org';
/** Players report every ten seconds, the panel asks as often. */
const REPORTED_WITHIN_MS = 60_000;

let mails: SmtpServer;
let show: ShowUnderTest;
let viewer: Page;

beforeAll(async () => {
  mails = await SmtpServer.listen();
  show = await ShowUnderTest.open({
    server: {
      env: {
        ...STORY_PROGRAMME,
        SMTP_URL: mails.url,
        PROSCENIUM_MAIL_FROM: 'shows@example.org',
        PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '0',
      },
    },
    camera: { width: 640, height: 360, frameRate: 15 },
  });
}, 120_000);

afterAll(async () => {
  await show?.close();
  await mails?.close();
}, 60_000);

const linkIn = (text = ''): string => new URL(/https?:\S+\/follow\/[\w.-]+/.exec(text)?.[0] ?? '').pathname;

test('a viewer who waits asks to be notified, and confirms the address', async () => {
  viewer = await show.browser.newPage();
  await viewer.goto(`${show.server.url}/watch/${show.showId}`);
  await viewer.getByRole('button', { name: 'Notify me' }).click();
  await viewer.getByRole('textbox', { name: 'Email' }).fill(ADDRESS);
  expect(await accessibilityFaults(viewer)).toEqual([]);
  await takeScreenshot(viewer, 'follow-dialog-en-desktop-light');
  await viewer.getByRole('button', { name: 'Send me e-mails' }).click();
  await viewer.getByText('Look into your mailbox').waitFor();
  const [asked] = await mails.received(1);
  expect(asked?.to).toBe(ADDRESS);
  await viewer.goto(`${show.server.url}${linkIn(asked?.text)}`);
  await viewer.getByRole('button', { name: 'Confirm this address' }).click();
  await viewer.getByText('You get an e-mail when a show begins.').waitFor();
  expect(await accessibilityFaults(viewer)).toEqual([]);
  await takeScreenshot(viewer, 'follow-page-en-desktop-light');
}, 120_000);

test('the show is on air, the e-mail is there, and the host reads what viewers see', async () => {
  await show.goLive();
  const told = (await mails.received(2))[1];
  expect(told?.text).toContain(`/watch/${show.showId}`);
  await show.openViewer(show.server.url, viewer);
  await show.host.getByRole('tab', { name: 'Health' }).click();
  await show.host.getByText('Half of the viewers saw video within').waitFor({ timeout: REPORTED_WITHIN_MS });
  await show.host.getByText(/Half of them watch less than \d/).waitFor({ timeout: REPORTED_WITHIN_MS });
  expect(await accessibilityFaults(show.host)).toEqual([]);
  await takeScreenshot(show.host, 'playback-quality-en-desktop-light');
  const page = await show.browser.newPage();
  await page.goto(`${show.server.url}${linkIn(told?.text)}`);
  await page.getByRole('button', { name: 'Stop these e-mails' }).click();
  await page.getByText('your address is deleted').waitFor();
}, 180_000);
