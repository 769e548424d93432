// A viewer while a source is passed through and encoded in turn. Real: compositor, FFmpeg, packager, origin, hls.js in a browser.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OverlaysInput, ProgrammeSettingsInput } from '#compositor';
import { cameraTrack, h264Units } from '../../support/compositor/guests.js';
import { passthroughChanged } from '../../support/compositor/passthrough-changed.js';
import { ShowOnAir } from '../../support/compositor/show-on-air.js';
import { TestBrowser } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { addPlayerPage, playsOn, seenBy, startHls } from '../../support/players/player-page.js';

const RATE = 30;
const SETTINGS: ProgrammeSettingsInput = {
  ...{ width: 640, height: 360, preset: 'ultrafast', frameRate: RATE, passthrough: true },
  rungs: [
    { shortSidePx: 360, bitrate: 1_200_000 },
    { shortSidePx: 180, bitrate: 300_000 },
  ],
};
const TIMES = 10;
const STARTS_WITHIN_MS = 30_000;
/** More than the player has buffered. */
const PLAYED_SECONDS = 3;
const PLAIN: OverlaysInput = { labels: false };
const COVERED: OverlaysInput = { labels: false, title: { text: 'Back soon', subtitle: '' } };

let show: ShowOnAir;
let browser: TestBrowser;
beforeAll(async () => {
  [show, browser] = await Promise.all([
    ShowOnAir.start(SETTINGS, { addRoutes: addPlayerPage }),
    TestBrowser.launch(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await show?.close();
});

test(`passthrough is entered and left ${TIMES} times under a viewer: no discontinuity, no stall`, async () => {
  const { programme, live } = show;
  programme.setOverlays(PLAIN);
  const size = { width: 640, height: 360 };
  const clip = { source: 'testsrc2', ...size, frameRate: RATE, seconds: 10, keyFrameEvery: 2 * RATE };
  await programme.addTrack(cameraTrack('obs', await h264Units(clip), { codec: 'h264' }));
  programme.addParticipant({ id: 'obs', name: 'OBS' });
  await live.onAir();
  const page = await browser.newPage();
  await page.goto(`${live.url}/player`);
  // The highest quality is the one that is passed through.
  await startHls(page, live.multivariantUrl, {
    startLevel: live.packager.multivariant().variants.length - 1,
  });
  await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
  for (let time = 0; time < TIMES; time += 1) {
    const began = passthroughChanged(programme, true);
    programme.setOverlays(PLAIN);
    await began;
    const ended = passthroughChanged(programme, false);
    await playsOn(page, PLAYED_SECONDS, STARTS_WITHIN_MS);
    programme.setOverlays(COVERED);
    await ended;
    await playsOn(page, PLAYED_SECONDS, STARTS_WITHIN_MS);
  }
  const { fatal, errors, stalls } = await seenBy(page);
  expect({ fatal, errors, stalls }).toEqual({ fatal: [], errors: [], stalls: 0 });
  for (const id of live.packager.renditions.keys()) {
    const { segments = [], discontinuitySequence } = live.packager.playlist(id) ?? {};
    expect([id, discontinuitySequence ?? 0]).toEqual([id, 0]);
    expect(segments.filter(({ discontinuity, gap }) => discontinuity || gap)).toEqual([]);
  }
  expect(show.troubles).toEqual([]);
}, 400_000);
