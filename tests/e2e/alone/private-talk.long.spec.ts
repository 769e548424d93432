// Real here: the whole server, FFmpeg, Chromium with cameras and microphones. What is said in the studio stays there.
import { expect, test } from '@jest/globals';
import { type AudioReading, watchAudio } from '../../support/meters/page-meters.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';
import type { SiteVisitor } from '../../support/web/site-visitor.js';
import { LIGHT_DESKTOP, PHONE } from '../../support/web/story-manners.js';
import { storySite } from '../../support/web/story-site.js';
import { twoOnStage } from '../../support/web/two-on-stage.js';

const HEARD_WITHIN_MS = 40_000;
const HOST_HZ = 440;
const GUEST_HZ = 880;
/** A tone that is there stands far above what the mix and the codec leave of one that is not. */
const LOUD = 0.02;
const SILENT = 0.004;

const site = storySite('private-talk');

const menuOfGuest = async (host: SiteVisitor, key: 'studio.talkback' | 'studio.talkback.end') => {
  await host.page
    .locator('.person[aria-label="Jonas"]')
    .getByRole('button', { name: host.words('studio.tile.menu', { name: 'Jonas' }) })
    .click();
  await host.page.getByRole('menuitem', { name: host.words(key) }).click();
};

test('private chat and talkback reach those that they are for, and no viewer', async () => {
  const { host, guest } = await twoOnStage(site(), {
    guestManner: PHONE,
    hostHz: HOST_HZ,
    guestHz: GUEST_HZ,
  });

  // The guest writes; the host sees that there is something to read, and answers.
  await guest.tab('studio.private').click();
  await guest.seesText('studio.private.empty');
  await guest.field('studio.private.placeholder').fill('Is my camera fine?');
  await guest.page.keyboard.press('Enter');
  await host.page.getByRole('tab', { name: /^Private chat\s*1$/ }).click();
  await host.page.getByText('Is my camera fine?').waitFor();
  await host.field('studio.private.placeholder').fill('Perfect. Three minutes left.');
  await host.page.keyboard.press('Enter');
  await guest.page.getByText('Three minutes left.').waitFor();
  await takeScreenshot(host.page, 'studio-private-chat-en-desktop-dark');
  await takeScreenshot(guest.page, 'studio-private-chat-ko-phone-light');

  const viewer = await site().arrive(LIGHT_DESKTOP);
  await viewer.page.goto(`${site().url}/watch/${site().showId}`);
  await viewer.seesVideo();
  expect(await viewer.page.getByText('Three minutes left.').count()).toBe(0);
  const heard = await watchAudio(viewer.page, '.player video', { tonesHz: [HOST_HZ, GUEST_HZ] });
  const both = ({ tones: [hostTone = 0, guestTone = 0] }: AudioReading) =>
    hostTone > LOUD && guestTone > LOUD;
  const guestAlone = ({ tones: [hostTone = 0, guestTone = 0] }: AudioReading) =>
    hostTone < SILENT && guestTone > LOUD;
  await heard.readings.until('both in the programme', HEARD_WITHIN_MS, (all) => all.find(both));

  await menuOfGuest(host, 'studio.talkback');
  await host.page.getByText(host.words('studio.talkback.host', { name: 'Jonas' })).waitFor();
  await guest.page.getByText(/나에게만 말하고 있습니다/).waitFor();
  await takeScreenshot(host.page, 'studio-talkback-en-desktop-dark');
  await takeScreenshot(guest.page, 'studio-talkback-ko-phone-light');
  await heard.readings.until('the guest alone', HEARD_WITHIN_MS, (all) => all.find(guestAlone));
  const toGuest = await watchAudio(guest.page, 'audio[data-voice]', { tonesHz: [HOST_HZ] });
  await toGuest.readings.until('the host, heard by the guest', HEARD_WITHIN_MS, (all) =>
    all.find(({ tones: [hostTone = 0] }) => hostTone > LOUD),
  );
  expect([...(await accessibilityFaults(host.page)), ...(await accessibilityFaults(guest.page))]).toEqual([]);

  const before = heard.readings.all.length;
  await host.button('studio.talkback.end').first().click();
  await heard.readings.until('both again', HEARD_WITHIN_MS, (all) => all.slice(before).find(both));
  await heard.stop();
  await toGuest.stop();
  expect([...host.complaints, ...guest.complaints, ...viewer.complaints]).toEqual([]);
}, 240_000);
