import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestBrowser } from '../support/engines/chromium.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { LiveProgramme } from '../support/origin/live-programme.js';
import { playWithGStreamer } from '../support/players/plain-players.js';
import { addPlayerPage, seenBy, startShaka } from '../support/players/player-page.js';

const PLAYED_SECONDS = 5;
const STARTS_WITHIN_MS = 25_000;

let live: LiveProgramme;
let browser: TestBrowser;

beforeAll(async () => {
  live = await LiveProgramme.start({ addRoutes: addPlayerPage });
  browser = await TestBrowser.launch();
});
afterAll(async () => {
  await browser?.close();
  await live?.close();
});

test('Shaka Player comes while the first segment is all there is', async () => {
  const page = await browser.newPage();
  await page.goto(`${live.url}/player`);
  await live.onAir();
  await startShaka(page, live.multivariantUrl);
  await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
  expect(await seenBy(page)).toMatchObject({ fatal: [] });
  await page.close();
});

test('GStreamer plays as a plain HLS client without an error', async () => {
  expect(await playWithGStreamer(live.multivariantUrl, PLAYED_SECONDS)).toEqual([]);
});
