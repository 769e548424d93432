// Real here: the whole server, Chromium with a camera, the segmentation in its worker on WebGL.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { drawImage } from '../../support/web/draw-image.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';
import type { Manner, SiteVisitor } from '../../support/web/site-visitor.js';
import { VisitedSite } from '../../support/web/visited-site.js';

/** Six megabytes are loaded, and shaders are compiled by a processor without graphics. */
const PAINTED_WITHIN_MS = 90_000;
const ROOM = drawImage('#ff00ff', 640, 360).toBuffer('image/png');
const HOST: Manner = { language: 'en', size: 'desktop', theme: 'dark' };

interface PreviewPage {
  document: {
    querySelector(selector: string): { videoWidth: number } | null;
    createElement(name: string): {
      width: number;
      height: number;
      getContext(kind: string): {
        drawImage(...what: unknown[]): void;
        getImageData(...area: number[]): { data: ArrayLike<number> };
      };
    };
  };
}

let site: VisitedSite;
beforeAll(async () => {
  site = await VisitedSite.open();
}, 120_000);
afterAll(() => site?.close());
afterEach(() => site?.sendHome('background'));

/** Of the upper left corner of the preview, where nobody sits. */
const corner = (visitor: SiteVisitor): Promise<number[]> =>
  visitor.page.evaluate(() => {
    const { document } = globalThis as never as PreviewPage;
    const video = document.querySelector('.device-preview video');
    if (!video || video.videoWidth === 0) return [];
    const canvas = document.createElement('canvas');
    canvas.width = 64;
    canvas.height = 36;
    const context = canvas.getContext('2d');
    context.drawImage(video, 0, 0, 64, 36);
    return [...Array.from(context.getImageData(3, 3, 1, 1).data)].slice(0, 3);
  });

const isMagenta = ([red = 0, green = 255, blue = 0]: readonly number[]) =>
  red > 180 && green < 90 && blue > 180;

async function atDeviceCheck(): Promise<SiteVisitor> {
  const host = await site.arrive(HOST, { state: site.ownerState, camera: { person: 'mina', frameRate: 10 } });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.seesVideo('.device-preview video');
  await host.page.getByText(host.words('studio.device.more')).click();
  return host;
}

test('an image stands behind the person, until it is taken away or the machine is too slow for it', async () => {
  const host = await atDeviceCheck();
  expect(isMagenta(await corner(host))).toBe(false);
  await host.page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'room.png', mimeType: 'image/png', buffer: ROOM });
  await waitFor('the image behind the person', PAINTED_WITHIN_MS, async () => isMagenta(await corner(host)));
  await takeScreenshot(host.page, 'device-check-background-en-desktop-dark');
  // A machine without graphics needs longer than a frame lasts: the effect ends by itself, or it is taken away.
  const slow = host.page.getByText(host.words('studio.background.trouble.slow'));
  const choice = host.field('studio.background');
  await Promise.race([slow.waitFor({ timeout: PAINTED_WITHIN_MS }), choice.selectOption('none')]);
  await waitFor('the camera without the image', PAINTED_WITHIN_MS, async () => {
    const colour = await corner(host);
    return colour.length > 0 && !isMagenta(colour);
  });
  expect(await accessibilityFaults(host.page)).toEqual([]);
  expect(host.complaints).toEqual([]);
}, 240_000);

test('without WebGL the page says so, and the camera is shown', async () => {
  const host = await site.arrive(HOST, { state: site.ownerState });
  await host.page.addInitScript(() => {
    const canvas = (globalThis as never as { OffscreenCanvas: { prototype: { getContext: unknown } } })
      .OffscreenCanvas.prototype;
    const real = canvas.getContext as (this: unknown, kind: string, ...rest: unknown[]) => unknown;
    canvas.getContext = function (this: unknown, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : real.call(this, kind, ...rest);
    };
  });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.seesVideo('.device-preview video');
  await host.page.getByText(host.words('studio.device.more')).click();
  await host.seesText('studio.background.no-webgl');
  expect(await host.field('studio.background').isDisabled()).toBe(true);
});
