import type { Page } from 'playwright-core';

interface Shown {
  presentationTime: number;
  presentedFrames: number;
}
interface WatchedVideo {
  requestVideoFrameCallback(callback: (nowMs: number, shown: Shown) => void): void;
}
interface PageWindow {
  performance: { now(): number };
  document: { querySelector(selector: string): WatchedVideo | null };
  setInterval(callback: () => void, ms: number): void;
  frameGaps: { longestMs: number; frames: number; lastMs: number };
}

/**
 * The longest time between two frames that a `<video>` showed. The page's script may be late to hear of frames that were
 * shown in time, so the time since the last one that it heard of is shared by all that were shown meanwhile.
 */
export class FrameGaps {
  readonly #page: Page;

  static async watch(page: Page, selector: string): Promise<FrameGaps> {
    await page.evaluate(install, selector);
    return new FrameGaps(page);
  }

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Forgets what was before. */
  begin(): Promise<void> {
    return this.#page.evaluate(() => {
      const { frameGaps, performance } = globalThis as never as PageWindow;
      Object.assign(frameGaps, { longestMs: 0, frames: 0, lastMs: performance.now() });
    });
  }

  /** Since `begin`; a frame that has not come yet counts up to now. */
  longest(): Promise<{ longestMs: number; frames: number }> {
    return this.#page.evaluate(() => {
      const { frameGaps, performance } = globalThis as never as PageWindow;
      const { longestMs, frames, lastMs } = frameGaps;
      return { longestMs: Math.round(Math.max(longestMs, performance.now() - lastMs)), frames };
    });
  }
}

function install(selector: string): void {
  const page = globalThis as never as PageWindow;
  page.frameGaps = { longestMs: 0, frames: 0, lastMs: page.performance.now() };
  let watched: WatchedVideo | null = null;
  const watch = (video: WatchedVideo) => {
    let before = 0;
    const shown = (_nowMs: number, { presentationTime, presentedFrames }: Shown) => {
      if (video !== watched) return;
      const gaps = page.frameGaps;
      const frames = before === 0 ? 1 : Math.max(1, presentedFrames - before);
      gaps.longestMs = Math.max(gaps.longestMs, (presentationTime - gaps.lastMs) / frames);
      gaps.lastMs = presentationTime;
      gaps.frames += frames;
      before = presentedFrames;
      video.requestVideoFrameCallback(shown);
    };
    video.requestVideoFrameCallback(shown);
  };
  const look = () => {
    const found = page.document.querySelector(selector);
    if (found === watched || found === null) return;
    watched = found;
    watch(found);
  };
  look();
  page.setInterval(look, 100);
}
