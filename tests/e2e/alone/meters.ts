import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { BEAT_MS, type CameraOptions, TestBrowser } from '../../support/engines/chromium.js';
import { lipSyncOffsetsMs } from '../../support/meters/judge-lip-sync.js';
import { blackouts, freezes, latenciesMs } from '../../support/meters/judge-video.js';
import { watchAudio, watchVideo } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import { colourDistance } from '../../support/page/test-card.js';
import { isAlive } from '../../support/processes/processes.js';

/** Two frames at 30 a second: one in which the clock does not move, one until the frame is shown. */
const VIDEO_PRECISION_MS = 67;
const LIP_SYNC_PRECISION_MS = 30;
/** The track is not coded, but converted from and to YUV. */
const COLOUR_PRECISION = 4;
/** What the meter has to find is a video that was frozen for so long. */
const FROZEN_MS = 700;
const READY_WITHIN_MS = 10_000;
/** As large as the canvas of the line: what is read is not scaled before. */
const SIZE = { width: 640, height: 360 };

/** What the fixture page does: the camera through a line that holds each frame back. */
interface FixturePage {
  openCamera(): Promise<void>;
  delayVideo(delayMs: number): void;
  holdVideo(isHeld: boolean): void;
}
declare const fixture: FixturePage;

const FIXTURE = `<video id="direct" muted autoplay playsinline></video><video id="delayed" muted autoplay></video>
<script>
const direct = document.querySelector('#direct');
let isHeld = false;
const fixture = {
  async openCamera() {
    direct.srcObject = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    await direct.play();
  },
  holdVideo(held) { isHeld = held; },
  delayVideo(delayMs) {
    const line = [];
    const out = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const context = out.getContext('2d', { willReadFrequently: true });
    const stream = out.captureStream(0);
    const take = () => {
      direct.requestVideoFrameCallback(take);
      const copy = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
      copy.getContext('2d', { willReadFrequently: true }).drawImage(direct, 0, 0, 640, 360);
      line.push({ copy, at: performance.now() });
    };
    take();
    setInterval(() => {
      let due;
      while (line.length > 0 && line[0].at <= performance.now() - delayMs) due = line.shift();
      if (!due || isHeld) return;
      context.drawImage(due.copy, 0, 0);
      stream.getVideoTracks()[0].requestFrame();
    }, 5);
    document.querySelector('#delayed').srcObject = stream;
  },
};
globalThis.fixture = fixture;
</script>`;

let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.launch();
});

afterAll(async () => {
  const pids = browser.pids;
  await browser.close();
  expect(pids.length).toBeGreaterThan(2);
  expect(pids.filter(isAlive)).toEqual([]);
});

/** Cameras exist on localhost only, so the fixture stands there, without a server. */
async function openFixture(camera: CameraOptions): Promise<Page> {
  const page = await browser.newPage({ camera: { ...SIZE, ...camera } });
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: FIXTURE }),
  );
  await page.goto('http://localhost/');
  await page.evaluate(() => fixture.openCamera());
  return page;
}

/** The meter finds what is put into a page's video, to its precision. */
export function proveVideoMeter(delaysMs: readonly number[]): void {
  describe('the video meter', () => {
    test.each(delaysMs)('finds a delay of %i ms', async (delayMs) => {
      const page = await openFixture({});
      await page.evaluate((held) => fixture.delayVideo(held), delayMs);
      const meter = await watchVideo(page, '#delayed');
      const measured = await meter.readings.until('60 readings', READY_WITHIN_MS, (all) =>
        latenciesMs(all).length >= 60 ? median(latenciesMs(all).slice(-45)) : undefined,
      );
      expect(measured).toBeGreaterThanOrEqual(delayMs);
      expect(measured).toBeLessThan(delayMs + VIDEO_PRECISION_MS);
      await page.close();
    });

    test('reads the ground and the patches', async () => {
      const page = await openFixture({ ground: [20, 120, 110] });
      const meter = await watchVideo(page, '#direct');
      const [card] = await meter.readings.until('a reading', READY_WITHIN_MS, (all) => all.at(5)?.tiles);
      expect(colourDistance(card?.ground ?? [0, 0, 0], [20, 120, 110])).toBeLessThan(COLOUR_PRECISION);
      expect(colourDistance(card?.patches.red ?? [0, 0, 0], [220, 40, 40])).toBeLessThan(COLOUR_PRECISION);
      expect(colourDistance(card?.patches.blue ?? [0, 0, 0], [40, 70, 220])).toBeLessThan(COLOUR_PRECISION);
      await page.close();
    });

    test('finds a frozen video and how long it was frozen', async () => {
      const page = await openFixture({});
      await page.evaluate(() => fixture.delayVideo(0));
      const meter = await watchVideo(page, '#delayed');
      await meter.readings.until('a running video', READY_WITHIN_MS, (all) => all.at(10));
      const heldAt = Date.now();
      await page.evaluate(() => fixture.holdVideo(true));
      await page.waitForTimeout(FROZEN_MS);
      const heldMs = Date.now() - heldAt;
      await page.evaluate(() => fixture.holdVideo(false));
      const count = meter.readings.all.length;
      await meter.readings.until('the video again', READY_WITHIN_MS, (all) => all.at(count + 10));
      const found = freezes(meter.readings.all, 300, Date.now());
      expect(found).toHaveLength(1);
      expect(Math.abs((found[0]?.lengthMs ?? 0) - heldMs)).toBeLessThan(2 * VIDEO_PRECISION_MS);
      expect(blackouts(meter.readings.all, Date.now())).toEqual([]);
      await page.close();
    });
  });
}

/** And into its audio. */
export function proveAudioMeter(beepOffsetsMs: readonly number[]): void {
  describe('the audio meter', () => {
    test("hears the camera's own tone, no other, and a beep a second", async () => {
      const page = await openFixture({ toneHz: 660 });
      const meter = await watchAudio(page, '#direct', { tonesHz: [440, 660] });
      const beeps = await meter.readings.until('four beeps', READY_WITHIN_MS, (all) => {
        const heard = all.flatMap((each) => each.beepsWallMs);
        return heard.length >= 4 ? heard : undefined;
      });
      const gaps = beeps.slice(1).map((each, index) => each - (beeps[index] ?? 0));
      for (const gap of gaps) expect(Math.abs(gap - BEAT_MS)).toBeLessThan(LIP_SYNC_PRECISION_MS);
      const [other, own] = [0, 1].map((tone) =>
        median(meter.readings.all.slice(2).map((each) => each.tones[tone] ?? 0)),
      );
      expect(own).toBeGreaterThan(0.08);
      expect(other).toBeLessThan(0.01);
      await page.close();
    });

    // Five beeps are five seconds, whichever page waits for them.
    test.concurrent.each(beepOffsetsMs)(
      'finds audio that is %i ms late against the video',
      async (beepOffsetMs) => {
        const page = await openFixture({ beepOffsetMs });
        const video = await watchVideo(page, '#direct');
        const audio = await watchAudio(page, '#direct');
        const offsets = await audio.readings.until('five beeps beside frames', READY_WITHIN_MS, (all) => {
          const found = lipSyncOffsetsMs(video.readings.all, all, BEAT_MS);
          return found.length >= 5 ? found.slice(1) : undefined;
        });
        expect(Math.abs(median(offsets) - beepOffsetMs)).toBeLessThan(LIP_SYNC_PRECISION_MS);
        await page.close();
      },
    );
  });
}
