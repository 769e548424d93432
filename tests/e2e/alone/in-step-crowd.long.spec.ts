// Ten watch pages of one show at ten places of it: at the live edge, up to eight seconds behind, two of them paused for a
// while, one rewound. Real here: the whole server, an encoder on stage, ten pages in Chromium that decode their video.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { TestBrowser } from '../../support/engines/chromium.js';
import { Encoder } from '../../support/inputs/encoder.js';
import { InputShow } from '../../support/inputs/input-show.js';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { PageSocket } from '../../support/server/page-socket.js';
import { timerReadings, watchAppearances } from '../../support/web/appearance-watch.js';
import { type StepOffset, StepWatcher } from '../../support/web/step-watcher.js';

const VIDEO = '.player > video';
const TEXTS = '.chat-line, .chat-pinned, .poll';
const MESSAGES = 20;
/** One a second is what one person may say in the long run. */
const EVERY_MS = 1_050;
const WITHIN_MS = 60_000;
/** How long each viewer stands before going on, so far behind the live edge. */
const HELD_BACK_MS = [0, 0, 1_000, 2_000, 4_000, 6_000, 7_000];
const PAUSED = 2;
/** Once by the key J: ten seconds. */
const REWOUND = 1;
/** The goal, at the 95th percentile. */
const OFF_AT_MOST_MS = 100;
/** Ten pages are drawn without a graphics device: as small as the page for desktops may be. */
const VIEWPORT = { width: 980, height: 400 };
/** Ten pages decode on one machine: a small video, few frames. */
const PROGRAMME = {
  PROSCENIUM_PROGRAMME_WIDTH: '320',
  PROSCENIUM_PROGRAMME_HEIGHT: '180',
  PROSCENIUM_PROGRAMME_RUNGS: '180p:300k',
  PROSCENIUM_PROGRAMME_PRESET: 'ultrafast',
  PROSCENIUM_PROGRAMME_FRAME_RATE: '24',
};

let show: InputShow;
let browser: TestBrowser;
let encoder: Encoder | undefined;
let host: PageSocket;
const moving: StepWatcher[] = [];
const paused: StepWatcher[] = [];

async function watch(): Promise<StepWatcher> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const watcher = new StepWatcher(await browser.newPage({ context }));
  await watcher.page.goto(`${show.server.url}/watch/${show.showId}`);
  await watcher.page.locator('.chat').first().waitFor({ timeout: WITHIN_MS });
  await waitFor('the video to play', WITHIN_MS, async () => (await playedS(watcher)) > 0);
  // A panel is drawn when its tab is first chosen.
  await watcher.page.getByRole('tab', { name: /Polls/ }).click();
  await watcher.page.getByRole('tab', { name: 'Chat', exact: true }).click();
  return watcher;
}

const playedS = ({ page }: StepWatcher): Promise<number> =>
  page
    .locator(VIDEO)
    .first()
    .evaluate((video) => (video as never as { currentTime: number }).currentTime);

async function standStill({ page }: StepWatcher): Promise<void> {
  await page.keyboard.press('k');
  await page.getByRole('button', { name: 'Play' }).first().waitFor();
}

beforeAll(async () => {
  show = await InputShow.open({
    env: {
      ...PROGRAMME,
      PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
      PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '0',
    },
  });
  await show.goLive();
  const input = await show.addInput('programme');
  const to = `${input.rtmpUrl}/${input.key}`;
  encoder = new Encoder({ url: to, format: 'flv', colour: [20, 120, 140], size: '320x180' });
  await show.untilState(input.id, 'sending');
  const ticket = { role: 'host', name: 'Host' };
  const { body } = await show.owner.post(`/shows/${show.showId}/tickets`, ticket);
  host = await PageSocket.join(show.server.url, show.showId, body.ticket as string);
  browser = await TestBrowser.launch();
  for (const heldBackMs of HELD_BACK_MS) {
    const watcher = await watch();
    moving.push(watcher);
    if (heldBackMs === 0) continue;
    await standStill(watcher);
    await systemClock.sleep(heldBackMs);
    await watcher.page.keyboard.press('k');
  }
  for (let count = 0; count < REWOUND; count += 1) {
    const watcher = await watch();
    await watcher.page.keyboard.press('j');
    moving.push(watcher);
  }
  for (let count = 0; count < PAUSED; count += 1) paused.push(await watch());
  for (const { page } of [...moving, ...paused]) await watchAppearances(page, { texts: TEXTS, video: VIDEO });
}, 300_000);

afterAll(async () => {
  host?.close();
  await browser?.close();
  await encoder?.kill();
  await show?.close();
}, 60_000);

async function talk(first: string): Promise<void> {
  const { messageId } = (await host.ask('chat.send', { text: `${first}: who wins?` })) as {
    messageId: string;
  };
  await host.ask('chat.pin', { messageId });
  await host.ask('poll.create', { question: `${first}: is it a goal?`, options: ['Yes', 'No'] });
  for (let n = 1; n < MESSAGES; n += 1) {
    await systemClock.sleep(EVERY_MS);
    await host.chat(`${first}: message ${n}.`);
  }
}

/** All of what was said since, on every page. */
async function offsetsOf(watchers: readonly StepWatcher[], first: string): Promise<StepOffset[]> {
  const offsets: StepOffset[] = [];
  for (const watcher of watchers) {
    const all = await waitFor('everything to appear', WITHIN_MS, async () => {
      const found = (await watcher.offsets()).filter(
        ({ what }) => what.startsWith(first) || what === 'poll' || what === 'pinned',
      );
      return found.length >= MESSAGES + 2 && found;
    });
    offsets.push(...all);
  }
  return offsets;
}

const figures = (values: readonly number[]): string =>
  `median ${Math.round(median(values))} ms, p95 of the amount ${Math.round(percentile(values.map(Math.abs), 0.95))} ms`;

/** While a video stalls on a busy machine, its last frame says nothing of where the playhead is. */
const fluent = (all: readonly { ms: number; isFluent: boolean }[]): number[] =>
  all.flatMap(({ ms, isFluent }) => (isFluent ? [ms] : []));

function told(what: string, offsets: readonly StepOffset[]): void {
  const ms = fluent(offsets);
  console.info(
    `in step, ${what}: ${ms.length} of ${offsets.length} appearances over a fluent video; ${figures(ms)}; ` +
      `by the playhead ${figures(offsets.map(({ playheadMs }) => playheadMs))}`,
  );
}

/** What a timer without a page behind it is off by on the same pages, read the same way: the share of the machine. */
async function toldOfTimers(): Promise<void> {
  const all = (await Promise.all(moving.map(({ page }) => timerReadings(page)))).flat();
  const isFluent = all.filter((each) => each.isFluent).length;
  console.info(
    `a bare timer, ${isFluent} of ${all.length} fluent: ${figures(fluent(all))}; called late by ${figures(all.map(({ lateMs }) => lateMs))}`,
  );
}

test('a poll, a pinned question and twenty messages are at their moment on ten pages', async () => {
  for (const watcher of paused) await standStill(watcher);
  await talk('first');
  const offsets = await offsetsOf(moving, 'first');
  await toldOfTimers();
  told('while they play', offsets);
  expect(fluent(offsets).length).toBeGreaterThan((moving.length * MESSAGES) / 2);
  expect(percentile(fluent(offsets).map(Math.abs), 0.95)).toBeLessThanOrEqual(OFF_AT_MOST_MS);
  for (const watcher of paused) expect(await watcher.has('first: message 3.')).toBe(false);
  for (const { page } of paused) await page.keyboard.press('k');
  const later = await offsetsOf(paused, 'first');
  told('after a pause', later);
  expect(percentile(fluent(later).map(Math.abs), 0.95)).toBeLessThanOrEqual(OFF_AT_MOST_MS);
}, 300_000);

test('without it, the same is as early as each viewer is behind', async () => {
  await host.ask('audience.set-rules', { inStep: false });
  await talk('second');
  const farBehind = moving.slice(-2);
  for (const watcher of farBehind) {
    const found = await waitFor('the messages', WITHIN_MS, async () => {
      const all = (await watcher.offsets()).filter(({ what }) => what.startsWith('second'));
      return all.length >= MESSAGES && all;
    });
    told('switched off, far behind', found);
    expect(median(found.map(({ ms }) => ms))).toBeLessThan(-5_000);
  }
}, 200_000);
