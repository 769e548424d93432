import { existsSync } from 'node:fs';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { waitFor } from '../kernel/wait-for.js';
import { isAlive, treeOf } from '../processes/processes.js';

const PLACES = [process.env.FIREFOX_BIN, '/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** A camera and a microphone of its own, no question for them, and playback with audio from the start. */
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'intl.accept_languages': 'en-GB',
};
/** Firefox takes its content processes with it within this. */
const GONE_WITHIN_MS = 10_000;
const FOUND_WITHIN_MS = 45_000;

export function findFirefox(): string {
  const found = PLACES.find((place) => place !== undefined && existsSync(place));
  if (!found) throw new Error('no Firefox: install the package `firefox-esr` or set FIREFOX_BIN');
  return found;
}

/** A real Firefox, driven by WebDriver BiDi. */
export class FirefoxUnderTest {
  readonly #browser: Browser;
  readonly #pids: readonly number[];

  static async launch(): Promise<FirefoxUnderTest> {
    const browser = await launch({
      browser: 'firefox',
      executablePath: findFirefox(),
      headless: true,
      // Emulated sizes are Chromium's.
      defaultViewport: null,
      args: ['--width=1280', '--height=800'],
      extraPrefsFirefox: PREFERENCES,
    });
    return new FirefoxUnderTest(
      browser,
      treeOf(browser.process()?.pid ?? 0).map(({ pid }) => pid),
    );
  }

  private constructor(browser: Browser, pids: readonly number[]) {
    this.#browser = browser;
    this.#pids = pids;
  }

  async open(url: string): Promise<FirefoxPage> {
    const page = await this.#browser.newPage();
    page.setDefaultTimeout(FOUND_WITHIN_MS);
    const opened = new FirefoxPage(page);
    await page.goto(url);
    return opened;
  }

  /** Closes and proves that the processes are gone. */
  async close(): Promise<void> {
    await this.#browser.close();
    await waitFor('Firefox to be gone', GONE_WITHIN_MS, () => !this.#pids.some(isAlive));
  }
}

/** One tab, used as a person does: by roles and names. */
export class FirefoxPage {
  readonly page: Page;
  /** What the page reported by itself. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content.Security.Policy|Refused to/i.test(message.text())) this.complaints.push(message.text());
    });
  }

  async press(name: string): Promise<void> {
    await this.#named('button', name).click();
  }

  async fill(name: string, text: string): Promise<void> {
    await this.#named('textbox', name).fill(text);
  }

  async sees(role: string, name: string): Promise<void> {
    await this.#named(role, name).wait();
  }

  async seesText(text: string): Promise<void> {
    await this.page.locator(`::-p-text(${text})`).wait();
  }

  /** Resolves when the video moves. */
  async seesVideo(selector: string): Promise<void> {
    await this.page.waitForFunction(
      (at) => {
        const { document } = globalThis as never as { document: { querySelector(s: string): Video | null } };
        const video = document.querySelector(at);
        if (!video) return false;
        video.seenAt ??= video.currentTime;
        return !video.paused && video.videoWidth > 0 && video.currentTime > video.seenAt + 0.5;
      },
      {},
      selector,
    );
  }

  #named(role: string, name: string) {
    return this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
  }
}

interface Video {
  paused: boolean;
  videoWidth: number;
  currentTime: number;
  seenAt?: number;
}
