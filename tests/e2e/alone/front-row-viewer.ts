// Real here: the whole server with a programme on air, a host's page that films a bar code, and the site's own watch page.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page, Response } from 'playwright-core';
import { systemClock } from '#kernel';
import { waitFor } from '../../support/kernel/wait-for.js';
import { latenciesMs } from '../../support/meters/judge-video.js';
import { type Meter, type VideoReading, watchVideo } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import { forgetStalls, screenSeen, watchScreen } from '../../support/players/screen-watch.js';
import { ShowUnderTest } from '../../support/server/show-under-test.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

const WITHIN_MS = 30_000;
const FRONT_ROW = '.player > .player-front-row[data-shown]';
const HLS = '.player > video:not(.player-front-row)';
/** Below what HLS with parts of half a second ever is, on a machine that does other things too. */
const REAL_TIME_MS = 800;
/** The page counts from the programme, the bar code from the camera before it. */
const SAID_TOO_MUCH_MS = 250;

/** Looks of 50 ms: on a busy machine an element that may be heard takes a moment to begin, and the other one goes then. */
const DOUBLED_LOOKS = 20;

const SPARE_WITHIN_MS = 60_000;
/** On a machine that starts the next server too; a quiet one takes a fraction of it. */
const STALL_MS = 1_000;

let show: ShowUnderTest;
let viewer: Page;
let sessions: string[];

beforeAll(async () => {
  show = await ShowUnderTest.open({
    server: { env: { ...SMALL_PROGRAMME, PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '5' } },
    camera: { width: 640, height: 360 },
  });
  await show.goLive();
  sessions = [];
  const page = await show.browser.newPage();
  page.on('response', (response: Response) => {
    const { location } = response.headers();
    if (response.request().method() === 'POST' && response.status() === 201 && location?.startsWith('/whep/'))
      sessions.push(location);
  });
  viewer = await show.openViewer(show.server.url, page);
  await watchScreen(viewer);
}, 120_000);

afterAll(() => show?.close(), 60_000);

const playsInRealTime = () => viewer.locator(FRONT_ROW).waitFor({ timeout: WITHIN_MS });
const playsHls = () => viewer.locator('.player-front-row').waitFor({ state: 'detached', timeout: WITHIN_MS });
const says = (transport: string) =>
  viewer.locator('[data-transport]', { hasText: transport }).waitFor({ timeout: WITHIN_MS });
const frames = (meter: Meter<VideoReading>, count: number) =>
  meter.readings.until(`${count} frames`, WITHIN_MS, (all) => {
    const found = latenciesMs(all.slice(-count));
    return found.length >= count ? found : undefined;
  });
const saidMs = async () =>
  1_000 *
  Number.parseFloat(((await viewer.locator('.latency').first().textContent()) ?? '').replace(/^\D+/, ''));

/** The strict form judges times: how old the video is, and for how long nothing new was seen or two were heard. */
export function watchTheFrontRow({ isStrict }: { isStrict: boolean }): void {
  const mayBeDoubled = isStrict ? 0 : DOUBLED_LOOKS;
  test('plays in real time by itself and says how old that is', async () => {
    await playsInRealTime();
    await says('Real time');
    const meter = await watchVideo(viewer, FRONT_ROW);
    const age = median(await frames(meter, 60));
    await meter.stop();
    if (isStrict) expect(age).toBeLessThan(REAL_TIME_MS);
    await waitFor('what it says', WITHIN_MS, async () => (await saidMs()) < age + SAID_TOO_MUCH_MS);
  });

  test('on a phone all of the controls are in one row', async () => {
    const before = viewer.viewportSize();
    await viewer.setViewportSize({ width: 360, height: 740 });
    const live = await viewer.locator('.live-button').boundingBox();
    const last = await viewer.locator('.controls button').last().boundingBox();
    expect(live?.height).toBeLessThan(40);
    expect((last?.x ?? 360) + (last?.width ?? 0)).toBeLessThanOrEqual(360);
    if (before) await viewer.setViewportSize(before);
  });

  test('a session that is killed goes on by HLS and returns', async () => {
    const had = sessions.length;
    const session = sessions.at(-1) ?? '';
    const answer = await fetch(new URL(session, show.server.url), { method: 'DELETE' });
    expect(answer.status).toBe(200);
    await playsHls();
    await says('Buffered');
    const meter = await watchVideo(viewer, HLS);
    await frames(meter, 20);
    await meter.stop();
    await playsInRealTime();
    await waitFor('another session', WITHIN_MS, () => sessions.length > had);
  });

  test('a viewer who goes back plays HLS, and returns to real time from the live edge', async () => {
    const had = sessions.length;
    await viewer.keyboard.press('j');
    await playsHls();
    await viewer.locator('[data-transport]').waitFor({ state: 'detached', timeout: WITHIN_MS });
    await viewer.keyboard.press('l');
    await playsInRealTime();
    await waitFor('another session', WITHIN_MS, () => sessions.length > had);
  });

  test('a viewer who pauses goes on by HLS', async () => {
    await viewer.keyboard.press('k');
    await viewer.getByRole('button', { name: 'Play' }).first().waitFor();
    await viewer.keyboard.press('k');
    await playsHls();
    const meter = await watchVideo(viewer, HLS);
    await frames(meter, 20);
  });

  test('all of it was one page on which something was always seen and never heard twice', async () => {
    const seen = await screenSeen(viewer);
    expect(seen?.blank).toBe(0);
    expect(seen?.doubled).toBeLessThanOrEqual(mayBeDoubled);
    expect(seen?.looks).toBeGreaterThan(100);
  });

  test('a server that is killed takes the front row with it, and HLS is there before that is known', async () => {
    await viewer.keyboard.press('l');
    await playsInRealTime();
    await waitFor(
      'a spare server',
      SPARE_WITHIN_MS,
      () => show.server.childrenLike(/^spare server/).length > 0,
    );
    await forgetStalls(viewer);
    const asked = viewer.waitForRequest(/\.m3u8/, { timeout: WITHIN_MS });
    const killedMs = systemClock.monotonicMs();
    process.kill(show.server.pid, 'SIGKILL');
    await asked;
    const askedMs = systemClock.monotonicMs() - killedMs;
    await playsHls();
    const meter = await watchVideo(viewer, HLS);
    // The host is not back yet: what is seen is a placeholder.
    await meter.readings.until('frames of HLS', WITHIN_MS, (all) => all[20]);
    await meter.stop();
    const { longestStallMs = Number.NaN, doubled } = (await screenSeen(viewer)) ?? {};
    console.info(
      `front row, server killed | HLS after ${Math.round(askedMs)} ms, ${Math.round(longestStallMs)} ms without a frame`,
    );
    if (isStrict) expect(longestStallMs).toBeLessThan(STALL_MS);
    expect(doubled).toBeLessThanOrEqual(mayBeDoubled);
  }, 120_000);
}
