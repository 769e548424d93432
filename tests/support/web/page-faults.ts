import type { Page } from 'playwright-core';
import { systemClock } from '#kernel';

declare const navigator: object;

/** What a page's `getUserMedia` says, as browsers name it. */
export type DeviceRefusal = 'NotAllowedError' | 'NotReadableError' | 'NotFoundError';

/**
 * From the next page on: who asks for one of these is refused. After the bar-code camera, which stands in for the
 * devices.
 */
export async function refuseDevices(
  page: Page,
  refusal: DeviceRefusal,
  kinds: readonly ('video' | 'audio')[],
): Promise<void> {
  await page.addInitScript(
    ([name, refused]) => {
      const { mediaDevices } = navigator as never as {
        mediaDevices: { getUserMedia(wish: Record<string, unknown>): Promise<unknown> };
      };
      const open = mediaDevices.getUserMedia;
      Object.assign(mediaDevices, {
        refusesDevices: true,
        getUserMedia: (wish: Record<string, unknown>) => {
          const { refusesDevices } = mediaDevices as never as { refusesDevices: boolean };
          return refusesDevices && refused.some((kind) => wish[kind])
            ? Promise.reject(new DOMException('', name))
            : open.call(mediaDevices, wish);
        },
      });
    },
    [refusal, kinds] as const,
  );
}

/** The person has allowed it, or closed the other program. */
export function allowDevices(page: Page): Promise<void> {
  return page.evaluate(() => {
    Object.assign((navigator as never as { mediaDevices: object }).mediaDevices, { refusesDevices: false });
  });
}

/** As browsers do with strict privacy settings: to look is an error. */
export async function blockStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException('', 'SecurityError');
        },
      });
  });
}

/** The machine's clock is wrong by so much; what counts time without it is right. */
export async function setClockWrong(page: Page, byMs: number): Promise<void> {
  await page.addInitScript((aheadMs) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + aheadMs;
  }, byMs);
}

export async function removeMediaSource(page: Page, playsHls: boolean): Promise<void> {
  await page.addInitScript((plays) => {
    for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource'])
      Object.defineProperty(globalThis, name, { value: undefined });
    const element = (globalThis as never as { HTMLMediaElement: { prototype: object } }).HTMLMediaElement;
    Object.assign(element.prototype, { canPlayType: () => (plays ? 'maybe' : '') });
  }, playsHls);
}

/**
 * The lid of the laptop is closed: no line of the page's script runs and no network is there, until it is opened.
 * By the debugger, since Chromium freezes no page that a test holds in view.
 */
export async function sleepPage(page: Page, forMs: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const asleep = new Promise<void>((resolve) => session.once('Debugger.paused', () => resolve()));
  await session.send('Debugger.enable');
  await session.send('Debugger.pause');
  await asleep;
  await page.context().setOffline(true);
  // For as long as the caller says.
  await systemClock.sleep(forMs);
  await page.context().setOffline(false);
  await session.send('Debugger.resume');
  await session.detach();
}

/** As by pulling the cable and putting it back, not before the page has said what it has to say. */
export async function takeNetwork(page: Page, forMs: number, said: () => Promise<void>): Promise<void> {
  await page.context().setOffline(true);
  await Promise.all([systemClock.sleep(forMs), said()]);
  await page.context().setOffline(false);
}

interface PageMedia {
  srcObject: unknown;
  src: string;
  muted: boolean;
  currentTime: number;
}
interface PageDocument {
  document: { querySelectorAll(selector: string): Iterable<PageMedia> };
}

/** Elements that play something other than the stage, loud. */
export function loudPrograms(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...(globalThis as never as PageDocument).document.querySelectorAll('video, audio')].filter(
        ({ srcObject, src, muted }) => srcObject === null && src !== '' && !muted,
      ).length,
  );
}

export function sourceOf(page: Page, selector: string): Promise<string> {
  return page.evaluate(
    (at) => [...(globalThis as never as PageDocument).document.querySelectorAll(at)][0]?.src ?? '',
    selector,
  );
}
