// The chat beside a recording. Real here: the built server with a show on air (nobody on its stage: the slate is the show),
// the outputs, Chromium as a viewer of the recording.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { systemClock } from '#kernel';
import type { InputShow } from '../support/inputs/input-show.js';
import { openShowInBrowser } from '../support/inputs/show-in-browser.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { median } from '../support/meters/statistics.js';
import { PageSocket } from '../support/server/page-socket.js';
import { appearances, watchAppearances } from '../support/web/appearance-watch.js';

const WITHIN_MS = 90_000;
const VIDEO = '.player > video';
const MESSAGES = 8;
/** One a second is what one person may say in the long run. */
const EVERY_MS = 1_050;
/** So much of the recording is played before anybody says anything: the page is watched by then. */
const QUIET_S = 8;
/** As live. */
const OFF_AT_MOST_MS = 100;

interface Said {
  text: string;
  programmeAt: string;
}

interface Recorded {
  seconds: number;
  hlsUrl: string | null;
  playedFrom: string | null;
}

interface Media {
  currentTime: number;
  play(): Promise<void>;
}
declare const document: { querySelector(selector: string): Media | null };

let show: InputShow;
let page: Page;
let said: Said[];
let playedFromMs: number;

const newest = async (): Promise<Recorded | undefined> =>
  (await show.owner.get(`/shows/${show.showId}/recordings`)).body.items?.[0];

const playedS = () => page.evaluate((at) => document.querySelector(at)?.currentTime ?? 0, VIDEO);

async function talk(): Promise<void> {
  const { body } = await show.owner.post(`/shows/${show.showId}/tickets`, { role: 'host', name: 'Host' });
  const host = await PageSocket.join(show.server.url, show.showId, body.ticket as string);
  for (let n = 0; n < MESSAGES; n += 1) {
    await host.chat(`message number ${n}.`);
    await systemClock.sleep(EVERY_MS);
  }
  host.close();
}

beforeAll(async () => {
  const opened = await openShowInBrowser();
  ({ show } = opened);
  await show.goLive();
  const isRecorded = (seconds: number) =>
    waitFor(
      `${seconds} s to be recorded`,
      WITHIN_MS,
      async () => ((await newest())?.seconds ?? 0) >= seconds,
    );
  await isRecorded(QUIET_S);
  await talk();
  await isRecorded(QUIET_S + (MESSAGES * EVERY_MS) / 1_000 + 4);
  expect((await show.owner.post(`/shows/${show.showId}/end`)).status).toBe(200);
  const recording = await waitFor('the recording', WITHIN_MS, async () => {
    const found = await newest();
    return found?.hlsUrl && found.playedFrom ? found : undefined;
  });
  playedFromMs = Date.parse(recording.playedFrom ?? '');
  const window = new URLSearchParams({
    from: new Date(playedFromMs).toISOString(),
    to: new Date(playedFromMs + 120_000).toISOString(),
  });
  said = (await show.owner.get(`/shows/${show.showId}/chat-replay?${window}`)).body.items;
  page = await opened.browser.newPage();
}, 300_000);
afterAll(() => show?.close(), 30_000);

test('messages appear at their moment in the recording', async () => {
  expect(said.map(({ text }) => text)).toEqual(
    Array.from({ length: MESSAGES }, (_, n) => `message number ${n}.`),
  );
  await page.goto(`${show.server.url}/watch/${show.showId}`);
  await waitFor('the recording to play', WITHIN_MS, async () => (await playedS()) > 0.2);
  await page.locator('.chat').first().waitFor();
  await watchAppearances(page, { texts: '.chat-line', video: VIDEO });
  expect(await playedS()).toBeLessThan(QUIET_S);
  const seen = await waitFor('all messages', WITHIN_MS, async () => {
    const all = await appearances(page);
    return all.length >= MESSAGES && all;
  });
  const offMs = said.flatMap(({ text, programmeAt }) => {
    const found = seen.find((each) => each.text.includes(text));
    return found?.isFluent ? [playedFromMs + found.mediaMs - Date.parse(programmeAt)] : [];
  });
  console.info(`replayed chat: ${offMs.length} messages, ${offMs.map(Math.round).join(' ')} ms`);
  expect(offMs.length).toBeGreaterThan(MESSAGES / 2);
  expect(Math.abs(median(offMs))).toBeLessThanOrEqual(OFF_AT_MOST_MS);
  expect(Math.max(...offMs.map(Math.abs))).toBeLessThanOrEqual(2 * OFF_AT_MOST_MS);
}, 180_000);

test('going back takes out what was not said yet, and it comes again', async () => {
  const isShown = async (n: number) => (await page.getByText(`message number ${n}.`).count()) > 0;
  const goTo = (seconds: number) =>
    page.evaluate(
      ({ at, to }) => {
        const video = document.querySelector(at);
        if (video) video.currentTime = to;
        return video?.play();
      },
      { at: VIDEO, to: seconds },
    );
  const placeS = (n: number) => (Date.parse(said[n]?.programmeAt ?? '') - playedFromMs) / 1_000;
  await goTo(placeS(2) + 0.5);
  await waitFor('the later ones to go', WITHIN_MS, async () => !(await isShown(MESSAGES - 1)));
  expect([await isShown(0), await isShown(2)]).toEqual([true, true]);
  await waitFor('the last one', WITHIN_MS, () => isShown(MESSAGES - 1));
}, 120_000);
