// Real here: the whole server, FFmpeg, Chromium with cameras and microphones. Two people of the stage call each other: from
// page to page while that works, over the server when it is cut, and unheard by viewers all the while.
import { expect, test } from '@jest/globals';
import { type AudioReading, watchAudio } from '../../support/meters/page-meters.js';
import { allowDirect, cutDirect, keepPeers } from '../../support/web/direct-peers.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';
import type { SiteVisitor } from '../../support/web/site-visitor.js';
import { KOREAN_DESKTOP, LIGHT_DESKTOP } from '../../support/web/story-manners.js';
import { storySite } from '../../support/web/story-site.js';
import { twoOnStage } from '../../support/web/two-on-stage.js';

const HEARD_WITHIN_MS = 40_000;
const HOST_HZ = 440;
const GUEST_HZ = 880;
/** A tone that is there stands far above what the mix and the codec leave of one that is not. */
const LOUD = 0.02;
const SILENT = 0.004;
/** The way is changed within 0.6 s; a machine under load adds its own. */
const LONGEST_BREAK_MS = 2_500;

const site = storySite('private-call');

const routeIs = (visitor: SiteVisitor, route: 'direct' | 'server') =>
  visitor.page.locator(`.call [data-route="${route}"]`).waitFor({ timeout: HEARD_WITHIN_MS });

test('a private call goes from page to page, over the server when cut, and no viewer hears it', async () => {
  const { host, guest } = await twoOnStage(site(), {
    guestManner: KOREAN_DESKTOP,
    hostHz: HOST_HZ,
    guestHz: GUEST_HZ,
    prepare: (page) => page.addInitScript(keepPeers),
  });
  const viewer = await site().arrive(LIGHT_DESKTOP);
  await viewer.page.goto(`${site().url}/watch/${site().showId}`);
  await viewer.seesVideo();
  const heard = await watchAudio(viewer.page, '.player video', { tonesHz: [HOST_HZ, GUEST_HZ] });
  const both = ({ tones: [one = 0, other = 0] }: AudioReading) => one > LOUD && other > LOUD;
  const none = ({ tones: [one = 0, other = 0] }: AudioReading) => one < SILENT && other < SILENT;
  await heard.readings.until('both in the programme', HEARD_WITHIN_MS, (all) => all.find(both));

  // The host calls; the guest sees it and accepts.
  await host.page
    .locator('.person[aria-label="Jonas"]')
    .getByRole('button', { name: host.words('studio.tile.menu', { name: 'Jonas' }) })
    .click();
  await host.page.getByRole('menuitem', { name: host.words('studio.call') }).click();
  await guest.button('studio.call.accept').waitFor();
  await takeScreenshot(guest.page, 'studio-call-incoming-ko-desktop-light');
  await guest.button('studio.call.accept').click();
  await Promise.all([routeIs(host, 'direct'), routeIs(guest, 'direct')]);
  await heard.readings.until('neither in the programme', HEARD_WITHIN_MS, (all) => all.find(none));
  const direct = await watchAudio(guest.page, 'audio[data-of$=" direct"]', { tonesHz: [HOST_HZ] });
  await direct.readings.until('the host, directly', HEARD_WITHIN_MS, (all) =>
    all.find(({ tones: [tone = 0] }) => tone > LOUD),
  );
  await direct.stop();
  await takeScreenshot(host.page, 'studio-call-en-desktop-dark');
  await takeScreenshot(guest.page, 'studio-call-ko-desktop-light');
  expect([...(await accessibilityFaults(host.page)), ...(await accessibilityFaults(guest.page))]).toEqual([]);

  // The direct way dies without a word. What the server sends has been there all along.
  const cutAtMs = Date.now();
  await Promise.all([host, guest].map(({ page }) => page.evaluate(cutDirect)));
  await Promise.all([routeIs(host, 'server'), routeIs(guest, 'server')]);
  const tookMs = Date.now() - cutAtMs;
  console.log(`the way was changed within ${tookMs} ms`);
  expect(tookMs).toBeLessThan(LONGEST_BREAK_MS);
  const overServer = await watchAudio(guest.page, 'audio[data-voice]:not([data-of$=" direct"])', {
    tonesHz: [HOST_HZ],
  });
  await overServer.readings.until('the host, over the server', HEARD_WITHIN_MS, (all) =>
    all.find(({ tones: [tone = 0] }) => tone > LOUD),
  );
  await overServer.stop();
  await takeScreenshot(host.page, 'studio-call-server-en-desktop-dark');

  // The network lets them through again: the caller's page tries by itself.
  await Promise.all([host, guest].map(({ page }) => page.evaluate(allowDirect)));
  await Promise.all([routeIs(host, 'direct'), routeIs(guest, 'direct')]);

  // Who hangs up is on air at once; the other one when they go back.
  await host.button('studio.call.hang-up').click();
  await guest.button('studio.call.back').waitFor();
  await takeScreenshot(guest.page, 'studio-call-over-ko-desktop-light');
  await heard.readings.until('the host alone', HEARD_WITHIN_MS, (all) =>
    all.slice(-1).find(({ tones: [one = 0, other = 0] }) => one > LOUD && other < SILENT),
  );
  await guest.button('studio.call.back').click();
  const before = heard.readings.all.length;
  await heard.readings.until('both again', HEARD_WITHIN_MS, (all) => all.slice(before).find(both));
  await heard.stop();
  expect([...host.complaints, ...guest.complaints, ...viewer.complaints]).toEqual([]);
}, 300_000);
