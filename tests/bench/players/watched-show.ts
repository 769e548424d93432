import type { Page } from 'playwright-core';
import { systemClock } from '#kernel';
import { type Meter, type VideoReading, watchVideo } from '../../support/meters/page-meters.js';
import { VIEWER_VIDEO } from '../../support/server/show-under-test.js';
import type { FilmedShow } from './filmed-show.js';

const STARTS_WITHIN_MS = 30_000;

interface PageWindow {
  document: { querySelector(selector: string): { currentTime: number } | null };
  watchedStalls?: number;
}

/** A viewer of the HLS stream on our page, and what is measured of that. */
export class WatchedShow {
  readonly page: Page;
  /** From the address to the first frame, in a browser that has nothing of the page yet. */
  readonly startMs: number;
  readonly video: Meter<VideoReading>;
  /** How far the player says it is behind the programme's clock. */
  readonly behindProgrammeMs: number[];
  /** Requests for playlists and media so far. */
  requests = 0;
  readonly #show: FilmedShow;

  private constructor(parts: {
    page: Page;
    startMs: number;
    video: Meter<VideoReading>;
    behindProgrammeMs: number[];
    show: FilmedShow;
  }) {
    this.page = parts.page;
    this.startMs = parts.startMs;
    this.video = parts.video;
    this.behindProgrammeMs = parts.behindProgrammeMs;
    this.#show = parts.show;
    this.page.on('request', (request) => {
      if (request.url().includes('/live/')) this.requests += 1;
    });
  }

  /** `from` is where the page comes from: the server, an edge, or a bad line before either. */
  static async open(show: FilmedShow, from = show.server.url): Promise<WatchedShow> {
    const page = await show.browser.newPage();
    const behindProgrammeMs: number[] = [];
    page.on('request', (request) => {
      if (!request.url().includes('/live-reports/')) return;
      for (const [, latencyMs] of (request.postData() ?? '').matchAll(/(?:^|,)ltc=(\d+)/gm))
        behindProgrammeMs.push(Number(latencyMs));
    });
    await page.addInitScript(countStalls, VIEWER_VIDEO);
    await page.addInitScript(refuseFrontRow);
    const beganMs = systemClock.monotonicMs();
    await page.goto(`${from}/watch/${show.showId}`);
    await page.waitForFunction(
      (at) => ((globalThis as never as PageWindow).document.querySelector(at)?.currentTime ?? 0) > 0,
      VIEWER_VIDEO,
      { timeout: STARTS_WITHIN_MS, polling: 'raf' },
    );
    const startMs = systemClock.monotonicMs() - beganMs;
    const video = await watchVideo(page, VIEWER_VIDEO, { everyFrames: 2 });
    return new WatchedShow({ page, startMs, video, behindProgrammeMs, show });
  }

  /** What was read of the frames that are shown in the seconds after now. */
  async readings(seconds: number, onSecond?: (second: number) => void): Promise<readonly VideoReading[]> {
    const from = this.video.readings.all.length;
    await this.#watch(seconds, onSecond);
    return this.video.readings.all.slice(from);
  }

  /** How old each of those frames was. */
  async agesMs(seconds: number, onSecond?: (second: number) => void): Promise<number[]> {
    return this.#show.agesMs(await this.readings(seconds, onSecond));
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

/** The programme is encoded for a front row too, as it is for everybody; this viewer gets none. */
function refuseFrontRow(): void {
  const page = globalThis as never as { fetch: typeof fetch };
  const { fetch: asEver } = page;
  page.fetch = async (asked, options) =>
    String(asked instanceof Request ? asked.url : asked).includes('/whep/')
      ? new Response(null, { status: 403 })
      : asEver(asked, options);
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
