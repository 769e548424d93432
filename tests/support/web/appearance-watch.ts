import type { Page } from 'playwright-core';
import { betweenFrames, type ShownFrame } from './between-frames.js';

/** When a text first stood on the page, and what the video beside it showed then. */
export interface Appearance {
  text: string;
  /** Of what was on the screen, in the video's own time. */
  mediaMs: number;
  /** The video played freely around it, or was paused by the viewer. */
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

/** How far ahead a bare timer aims: about as far as the page's own looks. */
const AIMS_AT_MS = 100;

interface Video {
  paused: boolean;
  currentTime: number;
  requestVideoFrameCallback(then: (nowMs: number, frame: { mediaTime: number }) => void): void;
}

/** A moment of the page, between two frames of its video. */
interface Noted {
  nowMs: number;
  before: ShownFrame;
  /** Nothing until the next frame is shown. */
  after?: ShownFrame;
  isPaused: boolean;
  playheadMs: number;
}

interface PageGlobals {
  appearances: (Noted & { text: string })[];
  timerReadings: (Noted & { aimedMs: number; lateMs: number })[];
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
    ({ texts, video: at, aimsAtMs }) => {
      const globals = globalThis as unknown as PageGlobals;
      const { document, performance } = globals;
      const video = document.querySelector(at);
      let shown = { mediaMs: 0, nowMs: 0 };
      /** Their next frame is not there yet. */
      let open: Noted[] = [];
      const follow = () =>
        video.requestVideoFrameCallback((nowMs, { mediaTime }) => {
          shown = { mediaMs: mediaTime * 1_000, nowMs };
          for (const noted of open) noted.after = shown;
          open = [];
          follow();
        });
      follow();
      const note = <More extends object>(more: More): Noted & More => {
        const { paused: isPaused, currentTime } = video;
        const moment = { nowMs: performance.now(), before: shown, isPaused, playheadMs: currentTime * 1_000 };
        const noted: Noted & More = { ...moment, ...more };
        open.push(noted);
        return noted;
      };
      const aim = () => {
        const aimedMs = video.currentTime * 1_000 + aimsAtMs;
        const dueMs = performance.now() + aimsAtMs;
        globals.setTimeout(() => {
          if (!video.paused) globals.timerReadings.push(note({ aimedMs, lateMs: performance.now() - dueMs }));
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
          globals.appearances.push(note({ text }));
        }
      };
      globals.appearances = [];
      look();
      globals.appearances.length = 0;
      const changes = { childList: true, subtree: true, characterData: true };
      new globals.MutationObserver(look).observe(document.body, changes);
    },
    { ...selectors, aimsAtMs: AIMS_AT_MS },
  );

const shownAt = ({ nowMs, before, after, isPaused }: Noted) =>
  isPaused ? { mediaMs: before.mediaMs, isFluent: true } : betweenFrames(nowMs, before, after);

export async function timerReadings(page: Page): Promise<TimerReading[]> {
  const all = await page.evaluate(() => (globalThis as unknown as PageGlobals).timerReadings);
  return all.map(({ aimedMs, lateMs, ...noted }) => {
    const { mediaMs, isFluent } = shownAt(noted);
    return { ms: mediaMs - aimedMs, isFluent, lateMs };
  });
}

export async function appearances(page: Page): Promise<Appearance[]> {
  const all = await page.evaluate(() => (globalThis as unknown as PageGlobals).appearances);
  return all.map(({ text, ...noted }) => ({ text, playheadMs: noted.playheadMs, ...shownAt(noted) }));
}
