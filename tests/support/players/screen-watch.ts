import type { Page } from 'playwright-core';

/** What a person at the page would have noticed. */
export interface ScreenSeen {
  /** Looks at which no element had a frame on the screen. */
  blank: number;
  /** Looks at which two elements were heard. */
  doubled: number;
  looks: number;
  /** The longest time without a new frame, since it was last forgotten. */
  longestStallMs: number;
}

interface PageVideo {
  readonly dataset: Record<string, string | undefined>;
  readonly readyState: number;
  readonly videoWidth: number;
  readonly paused: boolean;
  readonly seeking: boolean;
  readonly muted: boolean;
  getVideoPlaybackQuality(): { totalVideoFrames: number };
}
declare const document: { querySelectorAll(selector: string): Iterable<PageVideo> };
declare const window: { screenSeen?: ScreenSeen };

/** Looks at the page's player twenty times a second from now on; a page that is loaded again forgets it. */
export async function watchScreen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { blank: 0, doubled: 0, looks: 0, longestStallMs: 0 };
    let last = { element: undefined as unknown, frames: -1, atMs: performance.now() };
    window.screenSeen = seen;
    setInterval(() => {
      const videos = [...document.querySelectorAll('.player > video')];
      const shown = videos.find(({ dataset }) => dataset.shown !== undefined) ?? videos[0];
      seen.looks += 1;
      const frames = shown?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
      if (shown !== last.element || frames !== last.frames)
        last = { element: shown, frames, atMs: performance.now() };
      seen.longestStallMs = Math.max(seen.longestStallMs, performance.now() - last.atMs);
      // During a seek a browser keeps the frame of before on the screen.
      const hasFrame = shown !== undefined && (shown.readyState >= 2 || shown.seeking);
      if (!hasFrame || shown.videoWidth === 0) seen.blank += 1;
      if (videos.filter(({ paused, muted, readyState }) => !paused && !muted && readyState > 2).length > 1)
        seen.doubled += 1;
    }, 50);
  });
}

/** Stalls of before are of no account. */
export const forgetStalls = (page: Page): Promise<void> =>
  page.evaluate(() => {
    if (window.screenSeen) window.screenSeen.longestStallMs = 0;
  });

/** Nothing, if the page was loaded again. */
export const screenSeen = (page: Page): Promise<ScreenSeen | undefined> =>
  page.evaluate(() => window.screenSeen);
