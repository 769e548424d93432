import type { Page } from 'playwright-core';

/** When a text first stood on the page, and what the video beside it showed then. */
export interface Appearance {
  text: string;
  /** Of what was on the screen, in the video's own time. */
  mediaMs: number;
  /** The video was playing freely: its last frame was no older than a few frames. */
  isFluent: boolean;
}

/** Four frames at 30 a second. */
const FLUENT_MS = 134;

interface Video {
  paused: boolean;
  requestVideoFrameCallback(then: (nowMs: number, frame: { mediaTime: number }) => void): void;
}

interface PageGlobals {
  appearances: Appearance[];
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
    ({ texts, video: at, fluentMs }) => {
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
      const seen = new Set<string>();
      const look = () => {
        const sinceMs = video.paused ? 0 : performance.now() - shown.nowMs;
        for (const { textContent } of document.querySelectorAll(texts)) {
          const text = textContent ?? '';
          if (seen.has(text)) continue;
          seen.add(text);
          globals.appearances.push({ text, mediaMs: shown.mediaMs + sinceMs, isFluent: sinceMs < fluentMs });
        }
      };
      globals.appearances = [];
      look();
      globals.appearances.length = 0;
      const changes = { childList: true, subtree: true, characterData: true };
      new globals.MutationObserver(look).observe(document.body, changes);
    },
    { ...selectors, fluentMs: FLUENT_MS },
  );

export const appearances = (page: Page): Promise<Appearance[]> =>
  page.evaluate(() => (globalThis as unknown as PageGlobals).appearances);
