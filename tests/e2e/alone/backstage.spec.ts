import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { watchVideo } from '../../support/meters/page-meters.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import { guestLink } from '../../support/web/guest-link.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';
import type { Manner } from '../../support/web/site-visitor.js';
import { VisitedSite } from '../../support/web/visited-site.js';

const SEEN_WITHIN_MS = 20_000;
const DESKTOP: Manner = { language: 'en', size: 'desktop', theme: 'dark' };
const PHONE: Manner = { language: 'ko', size: 'phone', theme: 'light' };
/** Green by far: the guest's pullover, whatever the encoders made of it. */
const isGuest = ([red, green, blue]: readonly number[]) =>
  (green ?? 0) > (red ?? 0) + 30 && (green ?? 0) > (blue ?? 0) + 15;

interface Page {
  document: { querySelector(selector: string): { getAttribute(name: string): string | null } };
}

let site: VisitedSite;
beforeAll(async () => {
  site = await VisitedSite.open(STORY_PROGRAMME);
}, 120_000);
afterAll(() => site?.close());

test('who comes by link waits backstage, is put into the programme and taken out by presses, keys and mouse', async () => {
  const host = await site.arrive(DESKTOP, { state: site.ownerState });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.seesVideo('.canvas video');
  const guest = await site.arrive(PHONE, { camera: { person: 'jonas', toneHz: 880 } });
  await guest.page.goto(await guestLink(host));
  await guest.field('common.name').fill('Jonas');
  await guest.page.locator('form [type="submit"]').click();
  await guest.button('studio.enter').click();
  await guest.seesText('studio.backstage.you');
  await host.seesVideo('.person[aria-label="Jonas"] video');
  expect(await host.page.locator('.canvas-tile').count()).toBe(1);
  await takeScreenshot(host.page, 'studio-guest-waits-en-desktop-dark');
  await takeScreenshot(guest.page, 'guest-backstage-ko-phone-light');

  // By the mouse, before the show: from the strip into the programme, and there from one slot into the other.
  const tiles = host.page.locator('.canvas-tile');
  const handles = host.page.locator('.canvas-handle');
  const firstTile = () => tiles.first().getAttribute('aria-label');
  const isNoLongerFirst = (name: string | null) =>
    host.page.waitForFunction(
      (old) =>
        (globalThis as never as Page).document.querySelector('.canvas-tile').getAttribute('aria-label') !==
        old,
      name,
    );
  await host.page.locator('.person[aria-label="Jonas"]').dragTo(host.page.locator('.canvas'));
  await tiles.nth(1).waitFor();
  const hostsTile = await firstTile();
  await handles.first().dragTo(handles.nth(1));
  await isNoLongerFirst(hostsTile);
  await host.page
    .getByRole('button', { name: host.words('studio.person.off.name', { name: 'Jonas' }) })
    .click();
  await tiles.nth(1).waitFor({ state: 'detached' });

  await host.button('studio.go-live').click();
  await host.button('studio.end').waitFor();
  const viewer = await site.arrive(DESKTOP);
  await viewer.page.goto(`${site.url}/watch/${site.showId}`);
  await viewer.seesVideo();
  // Two side by side: what is read as the ground of these is where each one's pullover is.
  const halves = [
    { x: 0.04, y: 0.5, width: 0.3, height: 0.5 },
    { x: 0.54, y: 0.5, width: 0.3, height: 0.5 },
  ];
  const watched = await watchVideo(viewer.page, '.player video', { tiles: halves, everyFrames: 5 });
  const guestIsSeen = ({ tiles }: { tiles: { ground: readonly number[] }[] }) =>
    tiles.some(({ ground }) => isGuest(ground));
  await watched.readings.until('the programme', SEEN_WITHIN_MS, (all) => all.at(-1));
  expect(watched.readings.all.some(guestIsSeen)).toBe(false);

  await host.page
    .getByRole('button', { name: host.words('studio.person.on.name', { name: 'Jonas' }) })
    .click();
  await watched.readings.until('the guest in the programme', SEEN_WITHIN_MS, (all) => all.find(guestIsSeen));
  await guest.page.getByText(guest.words('studio.backstage.you')).waitFor({ state: 'hidden' });
  await host.page.locator('.canvas-tile').nth(1).waitFor();

  // By the keyboard the guest changes places with the host.
  const before = await firstTile();
  await handles.first().press('ArrowRight');
  await isNoLongerFirst(before);

  await host.page
    .getByRole('button', { name: host.words('studio.person.off.name', { name: 'Jonas' }) })
    .click();
  const seen = watched.readings.all.length;
  await watched.readings.until('the guest gone', SEEN_WITHIN_MS, (all) =>
    all.slice(seen).find((reading) => !guestIsSeen(reading)),
  );
  await watched.stop();
  expect([...(await accessibilityFaults(host.page)), ...(await accessibilityFaults(guest.page))]).toEqual([]);
  expect([...host.complaints, ...guest.complaints]).toEqual([]);
}, 180_000);
