import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { BEEP_HZ } from '../engines/chromium.js';
import { SignalLog } from '../kernel/signal-log.js';
import type { CardReading } from '../page/pixels.js';
import type { Area } from '../page/test-card.js';

export interface VideoReading {
  wallMs: number;
  mediaTimeMs: number;
  presentedFrames: number;
  width: number;
  height: number;
  tiles: CardReading[];
}

export interface AudioReading {
  wallMs: number;
  rms: number;
  tones: number[];
  beepsWallMs: number[];
}

interface PageWindow {
  meters: {
    watchVideo(id: string, selector: string, options: unknown): void;
    watchAudio(id: string, selector: string, options: unknown): void;
    stop(id: string): void;
  };
}
declare const window: PageWindow;

const WHOLE: Area = { x: 0, y: 0, width: 1, height: 1 };
type Tell = (reading: unknown) => void;
const listeners = new WeakMap<Page, Map<string, Tell>>();

async function listenersOf(page: Page): Promise<Map<string, Tell>> {
  const known = listeners.get(page);
  if (known) return known;
  const fresh = new Map<string, Tell>();
  listeners.set(page, fresh);
  await page.exposeFunction('meterRead', (id: string, reading: unknown) => fresh.get(id)?.(reading));
  return fresh;
}

export interface Meter<T> {
  readonly readings: SignalLog<T>;
  stop(): Promise<void>;
}

async function attach<T>(page: Page, start: (call: { id: string }) => Promise<void>): Promise<Meter<T>> {
  const id = randomUUID();
  const readings = new SignalLog<T>();
  const pageListeners = await listenersOf(page);
  pageListeners.set(id, (reading) => readings.push(reading as T));
  await start({ id });
  return {
    readings,
    stop: async () => {
      pageListeners.delete(id);
      await page.evaluate((watch) => window.meters.stop(watch), id);
    },
  };
}

/** Reads the test card out of a `<video>` on the page, one reading a shown frame. */
export function watchVideo(
  page: Page,
  selector: string,
  options: { tiles?: Area[]; everyFrames?: number } = {},
): Promise<Meter<VideoReading>> {
  const settings = { tiles: options.tiles ?? [WHOLE], everyFrames: options.everyFrames ?? 1 };
  return attach(page, ({ id }) =>
    page.evaluate(([watch, at, how]) => window.meters.watchVideo(watch, at, how), [
      id,
      selector,
      settings,
    ] as const),
  );
}

/** Hears an element on the page: ten readings a second and every beep. */
export function watchAudio(
  page: Page,
  selector: string,
  options: { tonesHz?: number[] } = {},
): Promise<Meter<AudioReading>> {
  const settings = { tonesHz: options.tonesHz ?? [440], beepHz: BEEP_HZ };
  return attach(page, ({ id }) =>
    page.evaluate(([watch, at, how]) => window.meters.watchAudio(watch, at, how), [
      id,
      selector,
      settings,
    ] as const),
  );
}

/** Frames that were on their way when the path broke are shown a little after that. */
const OLD_FRAMES_MS = 400;

/** How long after a moment, by the wall clock, the element shows a camera's clock again. */
export function framesAfter(
  { readings }: Meter<VideoReading>,
  brokenWallMs: number,
  withinMs: number,
): Promise<number> {
  return readings.until('frames again', withinMs, (all) => {
    const fresh = all.find(
      ({ wallMs, tiles }) => wallMs > brokenWallMs + OLD_FRAMES_MS && tiles[0]?.clock !== undefined,
    );
    return fresh && fresh.wallMs - brokenWallMs;
  });
}
