// Real here: the built server with a show on air (nobody on its stage: the slate is the show), the outputs, Chromium as a
// viewer who makes a clip and then watches the recording.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/engines/chromium.js';
import type { InputShow } from '../support/inputs/input-show.js';
import { openShowInBrowser } from '../support/inputs/show-in-browser.js';
import { waitFor } from '../support/kernel/wait-for.js';

const WITHIN_MS = 90_000;
const CLIP_SECONDS = 15;
const RECORDED_SECONDS = 24;

let show: InputShow;
let browser: TestBrowser;
let page: Page;

declare const document: {
  querySelector(selector: string): { currentTime: number; duration: number } | null;
};
declare const Image: new () => { src: string; naturalWidth: number; decode(): Promise<void> };
declare function getComputedStyle(element: object): { backgroundImage: string };

beforeAll(async () => {
  ({ show, browser } = await openShowInBrowser());
  const path = `/shows/${show.showId}`;
  const { body } = await show.owner.get(path);
  const etag = { 'if-match': `"${body.version}"` };
  expect((await show.owner.patch(path, { recording: { viewerClips: true } }, etag)).status).toBe(200);
  await show.goLive();
  page = await browser.newPage();
}, 90_000);
afterAll(() => show?.close(), 30_000);

const newest = async () => (await show.owner.get(`/shows/${show.showId}/recordings`)).body.items?.[0];
const open = async () => {
  await page.goto(`${show.server.url}/watch/${show.showId}`);
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1, undefined, {
    timeout: WITHIN_MS,
  });
};
const lengthOf = () => page.evaluate(() => document.querySelector('video')?.duration ?? 0);

test('a viewer makes a clip of the live show and plays it on its page', async () => {
  await waitFor(
    'enough to be recorded',
    WITHIN_MS,
    async () => (await newest())?.seconds >= RECORDED_SECONDS,
  );
  await open();
  await page.getByRole('button', { name: 'Share' }).click({ timeout: WITHIN_MS });
  await page.getByRole('button', { name: 'Make clip' }).click({ timeout: WITHIN_MS });
  await page.getByLabel('Title (optional)').fill('The opening');
  await page.getByLabel('Length (seconds)').selectOption(String(CLIP_SECONDS));
  await page.locator('form').getByRole('button', { name: 'Make clip' }).click();
  await page.getByRole('link', { name: 'Clip', exact: true }).waitFor({ timeout: WITHIN_MS });
  const link = new URL(await page.getByLabel('Link').last().inputValue());
  await page.goto(show.server.url + link.pathname);
  await page.getByRole('heading', { name: 'The opening' }).waitFor({ timeout: WITHIN_MS });
  await page.waitForFunction(() => (document.querySelector('video')?.duration ?? 0) > 1, undefined, {
    timeout: WITHIN_MS,
  });
  expect(await lengthOf()).toBeCloseTo(CLIP_SECONDS, 0);
}, 240_000);

test('the seek bar of the recording shows what is at the place under the pointer, and goes there', async () => {
  expect((await show.owner.post(`/shows/${show.showId}/end`)).status).toBe(200);
  // A page gets them with the recording that it finds, and does not ask again.
  await waitFor('the thumbnails', WITHIN_MS, async () => (await newest())?.thumbnailsUrl ?? undefined);
  await open();
  const bar = page.getByRole('slider', { name: 'Position' });
  const image = page.locator('.seek-image');
  // The marks of the bar come after the bar, and a pointer that moved before is not seen by them; what is loaded meanwhile
  // moves the bar.
  await waitFor('the thumbnail', WITHIN_MS, async () => {
    const { x, y, width, height } = (await bar.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(x + width / 2 - 2, y + height / 2);
    await page.mouse.move(x + width / 2, y + height / 2);
    return (await image.count()) > 0;
  });
  const pixels = await image.evaluate(async (element: object) => {
    const loaded = new Image();
    loaded.src = /url\("(.+)"\)/.exec(getComputedStyle(element).backgroundImage)?.[1] ?? '';
    await loaded.decode();
    return loaded.naturalWidth;
  });
  expect(pixels).toBeGreaterThan(0);
  await page.mouse.down();
  await page.mouse.up();
  const half = (await lengthOf()) / 2;
  await page.waitForFunction(
    (half) => Math.abs((document.querySelector('video')?.currentTime ?? 0) - half) < 4,
    half,
    { timeout: WITHIN_MS },
  );
}, 240_000);
