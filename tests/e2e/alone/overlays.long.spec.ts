// Real here: the whole server, FFmpeg, Chromium. Ticker and countdown by their buttons, judged by what a viewer is shown.
import { expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';
import { type ProgrammeArea, programmeLight, shareOf } from '../../support/web/programme-light.js';
import type { SiteVisitor } from '../../support/web/site-visitor.js';
import { DESKTOP, KOREAN_DESKTOP } from '../../support/web/story-manners.js';
import { storySite } from '../../support/web/story-site.js';
import type { Key } from '../../support/web/words-in.js';

const SEEN_WITHIN_MS = 40_000;
/** Within the band of the ticker, below its coloured edge. */
const BAND: ProgrammeArea = { x: 0.02, y: 0.962, width: 0.96, height: 0.03 };
/** The same, where the text arrives last. */
const BAND_END: ProgrammeArea = { ...BAND, width: 0.25 };
/** Within the plate of a countdown without a label: its digits. */
const CLOCK: ProgrammeArea = { x: 0.877, y: 0.058, width: 0.065, height: 0.036 };
/** Of 255: the plates are nearly black and their letters white, whatever the encoders made of them. */
const isDark = (value: number) => value < 75;
const isBright = (value: number) => value > 165;
/** Most of a plate is its ground; letters cover a few hundredths at least. */
const PLATE_SHARE = 0.55;
const LETTERS_SHARE = 0.02;
/** Of the pixels of a clock: a digit that became another one. */
const CHANGED_SHARE = 0.02;

const site = storySite('overlays');

/** A form of the panel, by a field in it: each has buttons of the same names. */
const formWith = (host: SiteVisitor, key: Key) =>
  host.page.locator('form', { has: host.page.getByLabel(host.words(key), { exact: true }) });

const press = (host: SiteVisitor, form: ReturnType<typeof formWith>, key: Key) =>
  form.getByRole('button', { name: host.words(key), exact: true }).click();

test('a ticker and a countdown are put on and taken off by their buttons, and viewers see them run', async () => {
  const host = await site().arrive(KOREAN_DESKTOP, { state: site().ownerState });
  await host.page.goto(`${site().url}/studio/${site().showId}`);
  await host.button('studio.enter').click();
  await host.seesVideo('.canvas video');
  await host.button('studio.go-live').click();
  await host.button('studio.end').waitFor({ timeout: SEEN_WITHIN_MS });
  const viewer = await site().arrive(DESKTOP);
  await viewer.page.goto(`${site().url}/watch/${site().showId}`);
  await viewer.seesVideo();
  const hasPlate = async (area: ProgrammeArea) =>
    shareOf(await programmeLight(viewer.page, area), isDark) > PLATE_SHARE;
  const hasLetters = async (area: ProgrammeArea) =>
    shareOf(await programmeLight(viewer.page, area), isBright) > LETTERS_SHARE;
  const sees = (what: string, check: () => Promise<boolean>) =>
    waitFor(what, SEEN_WITHIN_MS, async () => (await check()) || undefined);
  expect([await hasPlate(BAND), await hasPlate(CLOCK)]).toEqual([false, false]);

  await host.tab('studio.overlays').click();
  const ticker = formWith(host, 'studio.overlay.ticker.text');
  await host.field('studio.overlay.ticker.text').fill('다음 순서는 관객과의 대화입니다. 손을 들어 주세요.');
  await press(host, ticker, 'studio.overlay.apply');
  await host.page.locator('.canvas-ticker').waitFor();
  await sees('the band of the ticker', () => hasPlate(BAND));
  // It comes in from the right: what is at the left end has run all the way.
  await sees('its text at the other end', () => hasLetters(BAND_END));

  const countdown = formWith(host, 'studio.overlay.countdown.minutes');
  await host.field('studio.overlay.countdown.minutes').fill('3');
  await press(host, countdown, 'studio.overlay.apply');
  await host.page.locator('.canvas-countdown', { hasText: /02:5\d/ }).waitFor();
  await sees('the countdown', async () => (await hasPlate(CLOCK)) && hasLetters(CLOCK));
  const first = await programmeLight(viewer.page, CLOCK);
  await sees('another time', async () => {
    const hasChanged = (value: number, at: number) => isBright(value) !== isBright(first[at] ?? 0);
    return shareOf(await programmeLight(viewer.page, CLOCK), hasChanged) > CHANGED_SHARE;
  });
  await takeScreenshot(host.page, 'studio-overlays-ko-desktop-light');
  await takeScreenshot(viewer.page, 'watch-overlays-en-desktop-dark');
  expect(await accessibilityFaults(host.page)).toEqual([]);

  await press(host, ticker, 'studio.overlay.clear');
  await press(host, countdown, 'studio.overlay.clear');
  await host.page.locator('.canvas-ticker, .canvas-countdown').waitFor({ state: 'detached' });
  await sees('neither', async () => !(await hasPlate(BAND)) && !(await hasPlate(CLOCK)));
  expect([...host.complaints, ...viewer.complaints]).toEqual([]);
}, 180_000);
