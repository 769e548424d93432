import type { BrowserContext, Page } from 'playwright-core';
import type { CameraOptions, TestBrowser } from '../engines/chromium.js';
import { type Key, type Language, wordsIn } from './words-in.js';

export type Size = 'desktop' | 'phone';
export type Theme = 'dark' | 'light';

export interface Manner {
  language: Language;
  size: Size;
  theme: Theme;
}

export const SIZES = {
  desktop: { viewport: { width: 1_360, height: 850 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, deviceScaleFactor: 2 },
} as const;
/** Small frames: these tests are about the pages, and several browsers share the machine. */
const CLOCK: CameraOptions = { width: 640, height: 360, frameRate: 15 };
const CAMERA: CameraOptions = { ...CLOCK, person: 'mina' };

/** One person in front of a page, who reads its words and presses its buttons. */
export class SiteVisitor {
  readonly page: Page;
  readonly manner: Manner;
  /** What the page complained about by itself. */
  readonly complaints: string[] = [];

  static async arrive(
    browser: TestBrowser,
    manner: Manner,
    options: {
      camera?: CameraOptions | 'browser' | 'clock';
      state?: Awaited<ReturnType<BrowserContext['storageState']>>;
    } = {},
  ): Promise<SiteVisitor> {
    const context = await browser.newContext({
      ...SIZES[manner.size],
      locale: manner.language === 'ko' ? 'ko-KR' : 'en-GB',
      colorScheme: manner.theme,
      // Nothing is half transparent when it is judged or photographed.
      reducedMotion: 'reduce',
      ...(options.state ? { storageState: options.state } : {}),
    });
    const { camera } = options;
    const page = await browser.newPage({
      context,
      // What the browser itself calls camera and microphone, or a camera of ours.
      ...(camera === 'browser' ? {} : { camera: camera === 'clock' ? CLOCK : { ...CAMERA, ...camera } }),
    });
    return new SiteVisitor(page, manner);
  }

  private constructor(page: Page, manner: Manner) {
    this.page = page;
    this.manner = manner;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (line) => {
      // A policy that refuses something of our own is a fault; a show that is not on yet is none.
      if (/Content Security Policy|Refused to/.test(line.text())) this.complaints.push(line.text());
    });
  }

  /** The words of this visitor's language. */
  words(key: Key, values: Record<string, string> = {}): string {
    return wordsIn(this.manner.language, key, values);
  }

  button(key: Key) {
    return this.page.getByRole('button', { name: this.words(key), exact: true });
  }

  /** By its whole name, which ends in a number where something is unread. */
  tab(key: Key) {
    const words = this.words(key).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.page.getByRole('tab', { name: new RegExp(`^${words}\\s*\\d*$`) });
  }

  field(key: Key) {
    return this.page.getByLabel(this.words(key), { exact: true });
  }

  seesText(key: Key) {
    // Panels that were opened before stay on the page, unseen, with words of their own.
    return this.page.getByText(this.words(key)).filter({ visible: true }).first().waitFor();
  }

  /** In the question that the page asks before it does it. */
  async confirm(key: Key): Promise<void> {
    await this.page
      .getByRole('alertdialog')
      .getByRole('button', { name: this.words(key) })
      .click();
  }

  /** Resolves when the video moves. */
  async seesVideo(selector = 'video'): Promise<void> {
    await this.page.waitForFunction((at) => {
      const video = (
        globalThis as never as { document: { querySelector(s: string): MovingVideo | null } }
      ).document.querySelector(at);
      if (!video) return false;
      video.seenAt ??= video.currentTime;
      return !video.paused && video.videoWidth > 0 && video.currentTime > video.seenAt + 0.5;
    }, selector);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

interface MovingVideo {
  paused: boolean;
  videoWidth: number;
  currentTime: number;
  seenAt?: number;
}
