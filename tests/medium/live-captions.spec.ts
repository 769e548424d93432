// Captions in a stock player, at the live edge: words are said, an engine answers 600 ms later.
// Real: encoders, packager, origin, Chromium, hls.js. Made up: the engine.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { TestBrowser } from '../support/engines/chromium.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { percentile } from '../support/meters/statistics.js';
import { ENGLISH_CAPTIONS, LiveProgramme, SMALL_LADDER } from '../support/origin/live-programme.js';
import { addPlayerPage, seenBy, startHls } from '../support/players/player-page.js';

const ANSWERS_AFTER_MS = 600;
const A_WORD_EVERY_MS = 700;
const WORDS = 8;
/** A frame: the page reads the playhead between two of them. */
const A_FRAME_MS = 34;
/** From the spoken moment to the screen, at the viewer's own playhead. */
const SHOWN_WITHIN_MS = 300;

let live: LiveProgramme;
let browser: TestBrowser;
let stop: () => void = () => undefined;
const saidAtMs = new Map<string, number>();

/** Each word as the engine of the stage would say it. */
function speak(): void {
  let count = 0;
  stop = systemClock.every(A_WORD_EVERY_MS, () => {
    count += 1;
    const id = `w${count}`;
    const atMs = Math.round(systemClock.wallMs() - ANSWERS_AFTER_MS - 250);
    saidAtMs.set(id, atMs);
    const words = [{ atMs, text: `word ${count}` }];
    live.packager.timed({
      kind: 'cue',
      language: 'en',
      cue: { id, startMs: atMs, endMs: atMs + 1_500, speaker: 'Rosa', words },
    });
  });
}

beforeAll(async () => {
  live = await LiveProgramme.start({
    renditions: [...SMALL_LADDER, ENGLISH_CAPTIONS],
    addRoutes: addPlayerPage,
  });
  [browser] = await Promise.all([TestBrowser.launch(), live.onAir()]);
  speak();
});
afterAll(async () => {
  stop();
  await browser?.close();
  await live?.close();
});

test('hls.js shows each word at its moment', async () => {
  const page = await browser.newPage();
  await page.goto(`${live.url}/player`);
  await startHls(page, live.multivariantUrl);
  const captions = await waitFor('captions on the screen', 40_000, async () => {
    const seen = await seenBy(page);
    return seen.captions.length >= WORDS && seen.captions;
  });
  const { fatal } = await seenBy(page);
  expect(fatal).toEqual([]);
  for (const { id, startWallMs, text } of captions) {
    expect(Math.abs(startWallMs - (saidAtMs.get(id) ?? Number.NaN))).toBeLessThan(A_FRAME_MS);
    expect(text).toBe(`<v Rosa>word ${id.slice(1)}`);
  }
  // The first ones were there before the player was.
  const lateMs = captions.slice(2).map(({ startWallMs, shownAtWallMs }) => shownAtWallMs - startWallMs);
  console.info(
    `captions: median ${Math.round(percentile(lateMs, 0.5))} ms after their moment, p95 ${Math.round(percentile(lateMs, 0.95))}`,
  );
  expect(percentile(lateMs, 0.5)).toBeLessThan(SHOWN_WITHIN_MS);
});
