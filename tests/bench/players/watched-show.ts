import type { Page } from 'playwright-core';
import { type Lifetime, systemClock } from '#kernel';
import { latenciesMs } from '../../support/meters/judge-video.js';
import { type Meter, type VideoReading, watchVideo } from '../../support/meters/page-meters.js';
import { ShowUnderTest, VIEWER_VIDEO } from '../../support/server/show-under-test.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

const STARTS_WITHIN_MS = 30_000;

interface PageWindow {
  document: { querySelector(selector: string): { currentTime: number } | null };
  watchedStalls?: number;
}

/** A live show filmed by the bar-code camera. */
export async function liveShow(lifetime: Lifetime, profile: 'low' | 'ultra'): Promise<ShowUnderTest> {
  const show = await ShowUnderTest.open({
    server: { env: { ...SMALL_PROGRAMME, PROSCENIUM_DELIVERY_PROFILE: profile } },
    camera: { width: 640, height: 360 },
  });
  lifetime.adopt(() => show.close());
  await show.goLive();
  return show;
}

/** A viewer on our page, and what is measured of that. */
export class WatchedShow {
  readonly page: Page;
  /** From the address to the first frame, in a browser that has nothing of the page yet. */
  readonly startMs: number;
  readonly video: Meter<VideoReading>;
  /** How far the player says it is behind the programme's clock. */
  readonly behindProgrammeMs: number[];

  private constructor(parts: {
    page: Page;
    startMs: number;
    video: Meter<VideoReading>;
    behindProgrammeMs: number[];
  }) {
    this.page = parts.page;
    this.startMs = parts.startMs;
    this.video = parts.video;
    this.behindProgrammeMs = parts.behindProgrammeMs;
  }

  /** `from` is where the page comes from: the server, an edge, or a bad line before either. */
  static async open(show: ShowUnderTest, from = show.server.url): Promise<WatchedShow> {
    const page = await show.browser.newPage();
    const behindProgrammeMs: number[] = [];
    page.on('request', (request) => {
      if (!request.url().includes('/live-reports/')) return;
      for (const { latencyMs } of request.postDataJSON().reports) behindProgrammeMs.push(latencyMs);
    });
    await page.addInitScript(countStalls, VIEWER_VIDEO);
    const beganMs = systemClock.monotonicMs();
    await page.goto(`${from}/watch/${show.showId}`);
    await page.waitForFunction(
      (at) => ((globalThis as never as PageWindow).document.querySelector(at)?.currentTime ?? 0) > 0,
      VIEWER_VIDEO,
      { timeout: STARTS_WITHIN_MS, polling: 'raf' },
    );
    const startMs = systemClock.monotonicMs() - beganMs;
    const video = await watchVideo(page, VIEWER_VIDEO, { everyFrames: 2 });
    return new WatchedShow({ page, startMs, video, behindProgrammeMs });
  }

  /** How old each frame was that is shown in the seconds after now. */
  async agesMs(seconds: number, onSecond?: (second: number) => void): Promise<number[]> {
    const from = this.video.readings.all.length;
    await this.#watch(seconds, onSecond);
    return latenciesMs(this.video.readings.all.slice(from));
  }

  async stalls(): Promise<number> {
    return this.page.evaluate(() => (globalThis as never as PageWindow).watchedStalls ?? 0);
  }

  async #watch(seconds: number, onSecond: (second: number) => void = () => undefined): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await systemClock.sleep(1_000);
      onSecond(second);
    }
  }
}

/** The first wait is the start; one during a jump is the jump. */
function countStalls(selector: string): void {
  interface Watched {
    seeking: boolean;
    currentTime: number;
    addEventListener(name: string, listener: () => void): void;
  }
  const page = globalThis as never as {
    watchedStalls: number;
    document: { querySelector(selector: string): Watched | null };
  };
  page.watchedStalls = 0;
  const look = setInterval(() => {
    const video = page.document.querySelector(selector);
    if (!video || video.currentTime === 0) return;
    clearInterval(look);
    video.addEventListener('waiting', () => {
      if (!video.seeking) page.watchedStalls += 1;
    });
  }, 50);
}
