import type { Page } from 'playwright-core';

/** When a text first stood on the page, and what the video beside it showed then. */
export interface Appearance {
  text: string;
  /** Of what was on the screen, in the video's own time. */
  mediaMs: number;
  /** The video was playing freely: its last frame was no older than a few frames. */
  isFluent: boolean;
  /** Where the player itself says that it is, in the same time. */
  playheadMs: number;
}

/** What a bare timer of the page is off by, aimed at a moment of the video and read like an appearance. */
export interface TimerReading {
  ms: number;
  isFluent: boolean;
  /** How late it was called, by the page's clock alone. */
  lateMs: number;
}

/** Four frames at 30 a second. */
const FLUENT_MS = 134;
/** How far ahead a bare timer aims: about as far as the page's own looks. */
const AIMS_AT_MS = 100;

interface Video {
  paused: boolean;
  currentTime: number;
  requestVideoFrameCallback(then: (nowMs: number, frame: { mediaTime: number }) => void): void;
}

interface PageGlobals {
  appearances: Appearance[];
  timerReadings: TimerReading[];
  setTimeout(then: () => void, delayMs: number): void;
  MutationObserver: new (listener: () => void) => { observe(node: unknown, options: object): void };
  document: {
    querySelector(selector: string): Video;
    querySelectorAll(selector: string): Iterable<{ textContent: string | null }>;
    body: unknown;
  };
  performance: { now(): number };
}

/** Notes each text that comes to stand in elements of this selector from now on, beside the frame that is shown then. */
export const watchAppearances = (page: Page, selectors: { texts: string; video: string }): Promise<void> =>
  page.evaluate(
    ({ texts, video: at, fluentMs, aimsAtMs }) => {
      const globals = globalThis as unknown as PageGlobals;
      const { document, performance } = globals;
      const video = document.querySelector(at);
      let shown = { mediaMs: 0, nowMs: 0 };
      const follow = () =>
        video.requestVideoFrameCallback((nowMs, { mediaTime }) => {
          shown = { mediaMs: mediaTime * 1_000, nowMs };
          follow();
        });
      follow();
      const read = () => {
        const sinceMs = video.paused ? 0 : performance.now() - shown.nowMs;
        return { mediaMs: shown.mediaMs + sinceMs, isFluent: sinceMs < fluentMs };
      };
      const aim = () => {
        const atMs = video.currentTime * 1_000 + aimsAtMs;
        const dueMs = performance.now() + aimsAtMs;
        globals.setTimeout(() => {
          const { mediaMs, isFluent } = read();
          if (!video.paused)
            globals.timerReadings.push({ ms: mediaMs - atMs, isFluent, lateMs: performance.now() - dueMs });
          aim();
        }, aimsAtMs);
      };
      globals.timerReadings = [];
      aim();
      const seen = new Set<string>();
      const look = () => {
        for (const { textContent } of document.querySelectorAll(texts)) {
          const text = textContent ?? '';
          if (seen.has(text)) continue;
          seen.add(text);
          globals.appearances.push({ text, ...read(), playheadMs: video.currentTime * 1_000 });
        }
      };
      globals.appearances = [];
      look();
      globals.appearances.length = 0;
      const changes = { childList: true, subtree: true, characterData: true };
      new globals.MutationObserver(look).observe(document.body, changes);
    },
    { ...selectors, fluentMs: FLUENT_MS, aimsAtMs: AIMS_AT_MS },
  );

export const timerReadings = (page: Page): Promise<TimerReading[]> =>
  page.evaluate(() => (globalThis as unknown as PageGlobals).timerReadings);

export const appearances = (page: Page): Promise<Appearance[]> =>
  page.evaluate(() => (globalThis as unknown as PageGlobals).appearances);
