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

const segmentsIn = async (playlist: string): Promise<number> => {
  const response = await fetch(new URL(playlist, live.multivariantUrl));
  return (await response.text()).split('#EXTINF').length - 1;
};

test('GStreamer plays as a plain HLS client without an error', async () => {
  // Before 1.24 it finds no segment of the playlist before in the next one where there was only one, and stalls for good.
  await waitFor('a second segment', STARTS_WITHIN_MS, async () => {
    const listed = await Promise.all(['v360.m3u8', 'a.m3u8'].map(segmentsIn));
    return Math.min(...listed) >= 2;
  });
  expect(await playWithGStreamer(live.multivariantUrl, PLAYED_SECONDS)).toEqual([]);
});
