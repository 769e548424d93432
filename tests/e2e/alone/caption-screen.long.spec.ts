// From the end of a word to its cue on the screen of our page, at the same playhead. Real here: the built server, FFmpeg as
// the sender, encoders, front, Chromium. Made up: the engine, which hears beeps and answers 600 ms after each.
import { afterEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../../support/engines/chromium.js';
import { Encoder } from '../../support/inputs/encoder.js';
import { InputShow } from '../../support/inputs/input-show.js';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

const ONSET_ENGINE = new URL('../../support/captions/onset-engine.mjs', import.meta.url).pathname;
const ANSWERS_AFTER_MS = 600;
const BEEPS = "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1.3),0.3)':s=48000";
const WORDS = 60;
/** A cue lasts for so long after its last word. */
const STAYS_MS = 1_500;
/** The goal, for 95 % of the words. */
const SHOWN_WITHIN_MS = 300;
/** At most, of those said before captions were switched on. */
const EARLIER = 20;
const WITHIN_MS = 150_000;

let show: InputShow | undefined;
let encoder: Encoder | undefined;
let browser: TestBrowser | undefined;

afterEach(async () => {
  await browser?.close();
  await encoder?.kill();
  await show?.close();
}, 60_000);

async function onAir(profile: 'low' | 'ultra'): Promise<Page> {
  show = await InputShow.open({
    env: {
      ...SMALL_PROGRAMME,
      PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
      PROSCENIUM_CAPTIONS_COMMAND: `${process.execPath} ${ONSET_ENGINE} ${ANSWERS_AFTER_MS}`,
      PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '0',
    },
  });
  const { owner, showId } = show;
  const { body } = await owner.get(`/shows/${showId}`);
  const match = { 'if-match': `"${body.version}"` };
  expect((await owner.patch(`/shows/${showId}`, { captions: ['en'], profile }, match)).status).toBe(200);
  await show.goLive();
  const input = await show.addInput('programme');
  encoder = new Encoder({
    url: `${input.rtmpUrl}/${input.key}`,
    format: 'flv',
    colour: [20, 120, 140],
    size: '320x180',
    audio: ['-f', 'lavfi', '-i', BEEPS],
  });
  await show.untilState(input.id, 'sending');
  browser = await TestBrowser.launch();
  const page = await browser.newPage();
  await page.goto(`${show.server.url}/watch/${showId}`);
  return page;
}

interface Media {
  currentTime: number;
  buffered: { length: number; end(index: number): number };
  textTracks: Iterable<{ mode: string; cues: Iterable<{ id: string; endTime: number }> | null }>;
}

interface Noted {
  endS: number;
  atS: number;
  /** How much of the video was there beyond the playhead. */
  aheadS: number;
}

interface PageGlobals {
  noted: Map<string, Noted>;
  document: { querySelector(selector: string): Media | null };
  requestAnimationFrame(then: () => void): void;
}

/** In the page: the playhead when each cue came, and where the cue ends. */
function noteCues(): void {
  const globals = globalThis as unknown as PageGlobals;
  globals.noted = new Map();
  const look = () => {
    const video = globals.document.querySelector('.player > video');
    const atS = video?.currentTime ?? Number.NaN;
    const aheadS = (video?.buffered.end(video.buffered.length - 1) ?? Number.NaN) - atS;
    for (const { mode, cues } of video?.textTracks ?? [])
      if (mode === 'showing')
        for (const { id, endTime } of cues ?? [])
          if (!globals.noted.has(id)) globals.noted.set(id, { endS: endTime, atS, aheadS });
    globals.requestAnimationFrame(look);
  };
  look();
}

const playedS = (page: Page) =>
  page.evaluate(
    () => (globalThis as unknown as PageGlobals).document.querySelector('.player > video')?.currentTime ?? 0,
  );

test.each(['low', 'ultra'] as const)(
  'profile %s: words are on the screen within 300 ms of their end',
  async (profile) => {
    const page = await onAir(profile);
    await waitFor('the video to play', WITHIN_MS, async () => (await playedS(page)) > 5);
    await page.keyboard.press('c');
    await page.evaluate(noteCues);
    const noted = await waitFor('the words', WITHIN_MS, async () => {
      const all = await page.evaluate(() => [...(globalThis as unknown as PageGlobals).noted.values()]);
      return all.length >= WORDS + EARLIER && all;
    });
    // What was said before captions were switched on is there at once.
    const fresh = noted.slice(-WORDS);
    const lateMs = fresh.map(({ endS, atS }) => (atS - endS) * 1_000 + STAYS_MS);
    console.info(
      `captions on screen, ${profile}: ${fresh.length} words; from the end of a word median ${Math.round(median(lateMs))} ms, ` +
        `p95 ${Math.round(percentile(lateMs, 0.95))}, at most ${Math.round(Math.max(...lateMs))}; video ahead of the playhead ` +
        `median ${Math.round(1_000 * median(fresh.map(({ aheadS }) => aheadS)))} ms`,
    );
    expect(percentile(lateMs, 0.95)).toBeLessThanOrEqual(SHOWN_WITHIN_MS);
  },
  300_000,
);
