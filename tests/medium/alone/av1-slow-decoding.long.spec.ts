// A browser whose decoder of AV1 does not keep up. Real: compositor, FFmpeg with SVT-AV1, packager, origin, the project's own player
// in Chromium. Made up: the browser's count of frames that came too late; nobody is on stage, the slate moves.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ProgrammeSettingsInput } from '#compositor';
import { ShowOnAir } from '../../support/compositor/show-on-air.js';
import { TestBrowser } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { dropFrames, viewerPage, viewerSees, watchWithViewer } from '../../support/players/viewer-page.js';

const SIZE = { width: 640, height: 360, preset: 'ultrafast', frameRate: 30 } as const;
const [H264, AV1] = ['video-360', 'wide-av1-360'] as const;
const SETTINGS: ProgrammeSettingsInput = {
  ...{ ...SIZE, warmDecoders: 0 },
  rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
  formats: [{ ...SIZE, id: 'wide-av1', codec: 'av1', rungs: [{ shortSidePx: 360, bitrate: 500_000 }] }],
};
const STARTS_WITHIN_MS = 60_000;
/** Two windows of four seconds, on a busy machine. */
const LEFT_WITHIN_MS = 20_000;
const PLAYED_SECONDS = 10;
/** A player may drop fewer for long: one of ten is a busy machine. */
const [FEW, MANY] = [0.1, 0.25];

let show: ShowOnAir;
let browser: TestBrowser;
let page: Page;
/** The rendition of each video medium, as the page requested them. */
let requested: string[] = [];

beforeAll(async () => {
  const addRoutes = await viewerPage();
  [show, browser] = await Promise.all([ShowOnAir.start(SETTINGS, { addRoutes }), TestBrowser.launch()]);
  await show.live.onAir();
  page = await browser.newPage();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const rendition = [AV1, H264].find((id) => pathname.includes(id));
    if (rendition && pathname.endsWith('.m4s')) requested.push(rendition);
  });
  await page.goto(`${show.live.url}/viewer`);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await show?.close();
});

async function playsOn(seconds: number): Promise<void> {
  const { positionS } = await viewerSees(page);
  await waitFor('the video to go on', STARTS_WITHIN_MS, async () => {
    return (await viewerSees(page)).positionS - positionS > seconds;
  });
}

test('AV1 is played first, and a few late frames change nothing', async () => {
  await watchWithViewer(page, show.live.multivariantUrl.replace('index.m3u8', 'index-all.m3u8'));
  await waitFor(
    'the player to play',
    STARTS_WITHIN_MS,
    async () => (await viewerSees(page)).phase === 'playing',
  );
  await playsOn(PLAYED_SECONDS / 2);
  requested = [];
  await dropFrames(page, FEW);
  await playsOn(PLAYED_SECONDS);
  expect(new Set(requested)).toEqual(new Set([AV1]));
}, 200_000);

test('where many come too late, H.264 of the same format is played from then on', async () => {
  await dropFrames(page, MANY);
  await waitFor('H.264 to be requested', LEFT_WITHIN_MS, () => requested.includes(H264));
  await playsOn(PLAYED_SECONDS / 2);
  requested = [];
  await playsOn(PLAYED_SECONDS);
  const after = await viewerSees(page);
  process.stderr.write(`av1 slow | ${JSON.stringify(after)}\n`);
  expect(new Set(requested)).toEqual(new Set([H264]));
  expect(after).toMatchObject({ phase: 'playing', fault: null });
}, 200_000);
