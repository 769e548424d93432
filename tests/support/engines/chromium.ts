import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { waitFor } from '../kernel/wait-for.js';
import { CAST, type CastName } from '../page/browser/portrait/cast.js';
import { pageScript } from '../page/page-script.js';
import type { Rgb } from '../page/test-card.js';
import { isAlive, treeOf } from '../processes/processes.js';

const PLACES = [
  process.env.CHROMIUM_BIN,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  `--disable-features=${[
    'WebRtcHideLocalIpsWithMdns',
    'CalculateNativeWinOcclusion',
    'LocalNetworkAccessChecks',
    // Each window would load the address bar's popups as pages, for half a second of a core beside the page that is looked at.
    ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'PreloadTopChromeWebUI'],
  ].join(',')}`,
  '--use-fake-ui-for-media-stream',
];

/** Closing Chromium takes its renderers with it within this. */
const GONE_WITHIN_MS = 5_000;

export interface CameraOptions {
  ground?: Rgb;
  toneHz?: number;
  width?: number;
  height?: number;
  frameRate?: number;
  /** The beep comes this much after the flash: for tests of the meters. */
  beepOffsetMs?: number;
  /** An illustrated person in a room instead of the test card. */
  person?: CastName;
}

export const BEAT_MS = 1_000;
export const BEEP_HZ = 2_500;
const BEEP_MS = 100;

function cameraSettings(options: CameraOptions) {
  const { ground = [96, 32, 128], toneHz = 440, width = 1_280, height = 720, frameRate = 30 } = options;
  return {
    video: { width, height, frameRate, ground, beatMs: BEAT_MS, flashMs: BEEP_MS },
    audio: {
      toneHz,
      toneAmplitude: 0.1,
      beepHz: BEEP_HZ,
      beepAmplitude: 0.4,
      beatMs: BEAT_MS,
      beepMs: BEEP_MS,
      beepOffsetMs: options.beepOffsetMs ?? 0,
    },
    member: options.person === undefined ? null : CAST[options.person],
  };
}

export function findChromium(): string {
  const found = PLACES.find((place) => place !== undefined && existsSync(place));
  if (!found) throw new Error('no Chromium: install the package `chromium` or set CHROMIUM_BIN');
  return found;
}

/** A real Chromium. Each page has a context of its own, so a profile of its own. */
export class TestBrowser {
  readonly #browser: Browser;
  readonly #pids: () => number[];

  private constructor(browser: Browser, pids: () => number[]) {
    this.#browser = browser;
    this.#pids = pids;
  }

  static async launch(moreFlags: readonly string[] = []): Promise<TestBrowser> {
    const before = new Set(treeOf(process.pid).map((each) => each.pid));
    const browser = await chromium.launch({
      executablePath: findChromium(),
      headless: true,
      args: [...FLAGS, ...moreFlags],
    });
    const root = treeOf(process.pid).find(
      (each) =>
        each.parentPid === process.pid && !before.has(each.pid) && each.command.includes('--headless'),
    );
    return new TestBrowser(browser, () => (root ? treeOf(root.pid).map((each) => each.pid) : []));
  }

  /** The processes of this browser at this moment. */
  get pids(): number[] {
    return this.#pids();
  }

  /** A blank page, with a camera and the watchers on whatever it opens. */
  async newPage(options: { camera?: CameraOptions; context?: BrowserContext } = {}): Promise<Page> {
    const context =
      options.context ?? (await this.#browser.newContext({ viewport: { width: 1_280, height: 800 } }));
    const page = await context.newPage();
    if (options.camera)
      await page.addInitScript(await pageScript('browser/install-camera.ts', cameraSettings(options.camera)));
    await page.addInitScript(await pageScript('browser/install-watchers.ts'));
    return page;
  }

  newContext(options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
    return this.#browser.newContext({ viewport: { width: 1_280, height: 800 }, ...options });
  }

  /** Closes and proves that every process is gone. */
  async close(): Promise<void> {
    const pids = this.#pids();
    await this.#browser.close();
    await waitFor('Chromium to be gone', GONE_WITHIN_MS, () => !pids.some(isAlive));
  }
}
