// Real here: the whole server with a programme on air, a host with the bar-code camera who writes in the studio's chat,
// and two watch pages. How near to its moment a message appears, at the edge and far behind it, is in
// `alone/in-step.long.spec.ts`; how old the video is, and whether the audio is in step with it, in `alone/live-show.long.spec.ts`.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { waitFor } from '../support/kernel/wait-for.js';
import { hearsTone, wrongColours } from '../support/meters/judge-host.js';
import { watchAudio, watchVideo } from '../support/meters/page-meters.js';
import type { Rgb } from '../support/page/test-card.js';
import { ShowUnderTest } from '../support/server/show-under-test.js';
import { STORY_PROGRAMME } from '../support/server/small-programme.js';

const VIDEO = '.player > video';
const WITHIN_MS = 40_000;
const GROUND: Rgb = [20, 120, 110];
const TONE_HZ = 440;
const TONES_HZ = [TONE_HZ, 1_000];

let show: ShowUnderTest;
let live: Page;
let paused: Page;

beforeAll(async () => {
  show = await ShowUnderTest.open({
    server: { env: { ...STORY_PROGRAMME, PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '0' } },
    camera: { width: 640, height: 360, frameRate: 15, ground: GROUND, toneHz: TONE_HZ },
  });
  await show.goLive();
  [live, paused] = [await show.openViewer(), await show.openViewer()];
  for (const page of [live, paused]) {
    await page.locator('.chat').first().waitFor();
    await waitFor('the video to play', WITHIN_MS, async () => (await playedS(page)) > 0);
  }
  await show.host.getByRole('tab', { name: /^Chat\s*\d*$/ }).click();
}, 120_000);

afterAll(() => show?.close(), 60_000);

const playedS = (page: Page): Promise<number> =>
  page
    .locator(VIDEO)
    .first()
    .evaluate((video) => (video as never as { currentTime: number }).currentTime);

async function say(text: string): Promise<void> {
  await show.host.getByPlaceholder('Send a message').fill(text);
  await show.host.getByRole('button', { name: 'Send', exact: true }).click();
}

const reads = (page: Page, text: string) =>
  page.locator('.chat-line', { hasText: text }).first().waitFor({ timeout: WITHIN_MS });

async function pause(): Promise<void> {
  await paused.keyboard.press('k');
  await paused.getByRole('button', { name: 'Play' }).first().waitFor();
}

test('a viewer sees the host in the right colours, and hears the host and nothing else', async () => {
  const video = await watchVideo(live, VIDEO);
  await video.readings.until('the colours of the camera', WITHIN_MS, (all) =>
    all.some(({ tiles }) => wrongColours(tiles[0], GROUND).length === 0),
  );
  await video.stop();
  const audio = await watchAudio(live, VIDEO, { tonesHz: TONES_HZ });
  await audio.readings.until('two seconds of the tone', WITHIN_MS, (all) => hearsTone(all, TONES_HZ, 0));
  await audio.stop();
}, 120_000);

test('a viewer asks for each part once, by its announced name, and for a playlist now and then', async () => {
  const asked = { parts: [] as string[], playlistsAt: [] as number[], refused: 0 };
  live.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/live/')) return;
    if (response.status() >= 400) asked.refused += 1;
    if (/\d\.m4s$/.test(pathname)) asked.parts.push(pathname);
    if (pathname.endsWith('.m3u8')) asked.playlistsAt.push(asked.parts.length);
  });
  // While parts come late, as they do beside other shows that start, the player requests playlists instead.
  await waitFor('thirty parts with a third as many playlists', WITHIN_MS, () => {
    const from = asked.parts.length - 30;
    return from >= 0 && asked.playlistsAt.filter((at) => at >= from).length < 10;
  });
  expect(new Set(asked.parts).size).toBe(asked.parts.length);
  expect(asked.refused).toBe(0);
}, 120_000);

test('a viewer who pauses reads nothing more until the video goes on', async () => {
  await pause();
  await say('said during the pause.');
  await reads(live, 'said during the pause.');
  expect(await paused.locator('.chat-line', { hasText: 'said during the pause.' }).count()).toBe(0);
  await paused.keyboard.press('k');
  await reads(paused, 'said during the pause.');
}, 120_000);

test('where the host switches it off, what is said is there at once', async () => {
  await pause();
  const stoodS = await playedS(paused);
  await show.host.getByRole('tab', { name: 'Rules' }).click();
  await show.host.getByRole('switch', { name: /in step/ }).click();
  await show.host.getByRole('tab', { name: /^Chat\s*\d*$/ }).click();
  await say('for everybody at once.');
  await reads(paused, 'for everybody at once.');
  expect(await playedS(paused)).toBe(stoodS);
}, 120_000);
