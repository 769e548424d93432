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
  // What is pressed and drawn on does not move, as in Chromium's pages.
  'ui.prefersReducedMotion': 1,
};
const LANGUAGES = { en: 'en-GB', ko: 'ko-KR' } as const;
/** As the preference says it. */
const THEMES = { dark: 0, light: 1 } as const;

interface FirefoxOptions {
  language?: keyof typeof LANGUAGES;
  theme?: keyof typeof THEMES;
  /** Of the page; the window's where it is not said. */
  viewport?: { width: number; height: number };
}

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
  readonly #viewport: FirefoxOptions['viewport'];

  static async launch(options: FirefoxOptions = {}): Promise<FirefoxUnderTest> {
    const { language = 'en', theme = 'light', viewport } = options;
    const browser = await launch({
      browser: 'firefox',
      executablePath: findFirefox(),
      headless: true,
      // Emulated sizes are Chromium's.
      defaultViewport: null,
      args: ['--width=1280', '--height=800'],
      extraPrefsFirefox: {
        ...PREFERENCES,
        'intl.accept_languages': LANGUAGES[language],
        'layout.css.prefers-color-scheme.content-override': THEMES[theme],
      },
    });
    const pids = treeOf(browser.process()?.pid ?? 0).map(({ pid }) => pid);
    return new FirefoxUnderTest(browser, pids, viewport);
  }

  private constructor(browser: Browser, pids: readonly number[], viewport: FirefoxOptions['viewport']) {
    this.#browser = browser;
    this.#pids = pids;
    this.#viewport = viewport;
  }

  /** With the cookies of who has signed in elsewhere. */
  async signIn(cookies: readonly { name: string; value: string; domain: string }[]): Promise<void> {
    // Until this Firefox is closed: it takes no fractions of a second as their end.
    await this.#browser.setCookie(...cookies.map(({ name, value, domain }) => ({ name, value, domain })));
  }

  /** `prepare` runs in the page before anything of its own. */
  async open(url: string, prepare?: () => void): Promise<FirefoxPage> {
    const page = await this.#browser.newPage();
    page.setDefaultTimeout(FOUND_WITHIN_MS);
    if (this.#viewport) await resize(page, this.#viewport);
    if (prepare) await page.evaluateOnNewDocument(prepare);
    const opened = new FirefoxPage(page);
    // Not until the load event: a live player never stops loading.
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return opened;
  }

  /** Closes and proves that the processes are gone. */
  async close(): Promise<void> {
    await this.#browser.close();
    await waitFor('Firefox to be gone', GONE_WITHIN_MS, () => !this.#pids.some(isAlive));
  }
}

/** This Firefox cannot turn a screen, and says so after the size was set. */
async function resize(page: Page, viewport: { width: number; height: number }): Promise<void> {
  await page.setViewport(viewport).catch((error: Error) => {
    if (!/unknown command|unsupported operation/i.test(error.message)) throw error;
  });
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
    await this.#clickAt(await this.#placeOf('button, a, [role="menuitem"]', name));
  }

  async pressIn(selector: string): Promise<void> {
    await this.#clickAt(await this.#placeOf(selector));
  }

  async fillIn(selector: string, text: string): Promise<void> {
    await this.pressIn(selector);
    await this.page.keyboard.type(text);
  }

  /** A file for an input, which is hidden behind a button. */
  async giveFile(selector: string, path: string): Promise<void> {
    await this.sees(selector);
    const found = await this.page.evaluateHandle(
      (at) => (globalThis as never as QueryPage).document.querySelector(at),
      selector,
    );
    const input = found.asElement() as { uploadFile(path: string): Promise<void> } | null;
    await input?.uploadFile(path);
  }

  /** Through these places of an element, each of 0 to 1, with the button held down. */
  async drag(selector: string, places: readonly (readonly [number, number])[]): Promise<void> {
    const box = await this.page.evaluate((at) => {
      const { x, y, width, height } = (globalThis as never as QueryPage).document
        .querySelector(at)
        ?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 };
      return { x, y, width, height };
    }, selector);
    for (const [n, [x, y]] of places.entries()) {
      await this.page.mouse.move(box.x + box.width * x, box.y + box.height * y);
      if (n === 0) await this.page.mouse.down();
    }
    await this.page.mouse.up();
  }

  valueOf(selector: string): Promise<string> {
    return this.page.evaluate(
      (at) => (globalThis as never as QueryPage).document.querySelector(at)?.value ?? '',
      selector,
    );
  }

  async sees(selector: string): Promise<void> {
    await waitFor(`${selector} on the page`, FOUND_WITHIN_MS, () =>
      this.page.evaluate(
        (at) => (globalThis as never as QueryPage).document.querySelector(at) !== null,
        selector,
      ),
    );
  }

  async seesButton(name: string): Promise<void> {
    await this.#placeOf('button', name);
  }

  async seesText(text: string): Promise<void> {
    await waitFor(`"${text}" on the page`, FOUND_WITHIN_MS, () =>
      this.page.evaluate((wanted) => {
        const { document } = globalThis as never as { document: { body: { textContent: string } } };
        return document.body.textContent.includes(wanted);
      }, text),
    );
  }

  /** Resolves when the video moves. */
  async seesVideo(selector: string): Promise<void> {
    await waitFor(`${selector} to move`, FOUND_WITHIN_MS, () =>
      this.page.evaluate((at) => {
        const { document } = globalThis as never as { document: { querySelector(s: string): Video | null } };
        const video = document.querySelector(at);
        if (!video) return false;
        video.seenAt ??= video.currentTime;
        return !video.paused && video.videoWidth > 0 && video.currentTime > video.seenAt + 0.5;
      }, selector),
    );
  }

  /**
   * The middle of the first visible element of a selector, with this name if one is given, once it has stopped moving and
   * nothing lies over it: a click would go to that.
   */
  #placeOf(selector: string, name?: string): Promise<Place> {
    let last: Place | undefined;
    // Polled from here: puppeteer's own waiting makes functions from text, which the page's policy refuses.
    return waitFor(`${selector} ${name ?? ''}`, FOUND_WITHIN_MS, async () => {
      const before = last;
      last = await this.#findPlace(selector, name);
      return last !== undefined && last.x === before?.x && last.y === before.y ? last : undefined;
    });
  }

  #findPlace(selector: string, name?: string): Promise<Place | undefined> {
    return this.page.evaluate(
      (at, wanted) => {
        const { document } = globalThis as never as {
          document: {
            querySelectorAll(s: string): Iterable<PageElement>;
            elementFromPoint(x: number, y: number): unknown;
          };
        };
        const nameOf = (element: PageElement) =>
          element.getAttribute('aria-label') ?? element.textContent.trim();
        for (const element of document.querySelectorAll(at)) {
          if (wanted !== null && nameOf(element) !== wanted) continue;
          if (element.disabled === true) continue;
          element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
          const { x, y, width, height } = element.getBoundingClientRect();
          const place = { x: x + width / 2, y: y + height / 2 };
          const isOnTop = element.contains(document.elementFromPoint(place.x, place.y));
          if (width > 0 && height > 0 && isOnTop) return place;
        }
        return undefined;
      },
      selector,
      name ?? null,
    );
  }

  #clickAt({ x, y }: Place): Promise<void> {
    return this.page.mouse.click(x, y);
  }
}

interface QueryPage {
  document: { querySelector(selector: string): PageElement | null };
}

interface Place {
  x: number;
  y: number;
}

interface PageElement {
  textContent: string;
  disabled?: boolean;
  value?: string;
  getAttribute(name: string): string | null;
  contains(other: unknown): boolean;
  scrollIntoView(how: object): void;
  getBoundingClientRect(): Place & { width: number; height: number };
}

interface Video {
  paused: boolean;
  videoWidth: number;
  currentTime: number;
  seenAt?: number;
}
