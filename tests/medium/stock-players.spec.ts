// More of them are in `stock-players.long.spec.ts`.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestBrowser } from '../support/engines/chromium.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { LiveProgramme } from '../support/origin/live-programme.js';
import { type ToldPlayers, tellPlayers } from '../support/origin/tell-players.js';
import { playWithFfmpeg } from '../support/players/plain-players.js';
import {
  addPlayerPage,
  playsOn,
  SHAKA_WITH_TEXTS,
  seenBy,
  startHls,
  startShaka,
} from '../support/players/player-page.js';

/** Long enough for several reloads of every kind; the two-minute runs are the bench's. */
const PLAYED_SECONDS = 5;
const STARTS_WITHIN_MS = 25_000;
/** A machine that tests other things too may starve a player for a moment; the bench counts stalls. */
const STALL = 'bufferStalledError';
/** A frame at 30 a second: moments are rounded, and a text stands beside frames. */
const A_FRAME_MS = 34;

let live: LiveProgramme;
let browser: TestBrowser;
let told: ToldPlayers;

beforeAll(async () => {
  live = await LiveProgramme.start({ addRoutes: addPlayerPage });
  [browser] = await Promise.all([TestBrowser.launch(), live.onAir()]);
  told = tellPlayers(live);
});
afterAll(async () => {
  told?.stop();
  await browser?.close();
  await live?.close();
});

async function watch(start: (page: Awaited<ReturnType<TestBrowser['newPage']>>) => Promise<void>) {
  const page = await browser.newPage();
  await page.goto(`${live.url}/player`);
  await start(page);
  await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
  await playsOn(page, PLAYED_SECONDS, (PLAYED_SECONDS + 15) * 1_000);
  return page;
}

describe('players as they come', () => {
  test('hls.js plays without an error', async () => {
    const page = await watch((page) => startHls(page, live.multivariantUrl));
    const { errors, fatal } = await seenBy(page);
    expect({ fatal, errors: errors.filter((each) => each !== STALL) }).toEqual({ fatal: [], errors: [] });
    const { texts, spans } = await seenBy(page);
    expect(texts.length).toBeGreaterThanOrEqual(PLAYED_SECONDS);
    for (const { text, wallMs } of texts) {
      const { number } = JSON.parse(text) as { number: number };
      expect(Math.abs((wallMs ?? Number.NaN) - (told.textsMs.get(number) ?? 0))).toBeLessThan(A_FRAME_MS);
    }
    expect(spans).toContain('pol_1');
    expect(spans.filter((id) => id.startsWith('scene-')).length).toBeGreaterThan(PLAYED_SECONDS);
    await page.close();
  });

  test('Shaka Player plays without an error', async () => {
    const page = await watch((page) => startShaka(page, live.multivariantUrl, SHAKA_WITH_TEXTS));
    expect(await seenBy(page)).toMatchObject({ fatal: [] });
    const { texts, spans } = await seenBy(page);
    expect(texts.filter(({ text }) => text.startsWith('{"number":')).length).toBeGreaterThan(1);
    expect(spans.filter((id) => id.startsWith('scene-')).length).toBeGreaterThan(1);
    await page.close();
  });

  test('FFmpeg plays as a plain HLS client without an error', async () => {
    expect(await playWithFfmpeg(live.multivariantUrl, PLAYED_SECONDS)).toEqual([]);
  });
});
