import type { Page } from 'playwright-core';
import { Lifetime } from '#kernel';
import { type CameraOptions, TestBrowser } from '../engines/chromium.js';
import { PageRelay } from '../page/page-relay.js';
import { type ServerOptions, ServerUnderTest } from './server-under-test.js';
import { OWNER_PASSWORD } from './signed-in-owner.js';

/** From the countdown to the first playable playlist; encoders start meanwhile. */
const ON_AIR_WITHIN_MS = 40_000;
const PAGE_WITHIN_MS = 20_000;
const PLAYING_WITHIN_MS = 45_000;
export const VIEWER_VIDEO = 'video';

interface PageVideo {
  currentTime: number;
  readyState: number;
  paused: boolean;
  buffered: { length: number; start(index: number): number; end(index: number): number };
  error: { message: string } | null;
}
declare const document: {
  querySelector(selector: string): PageVideo | null;
  body: { textContent: string };
};

/** What a person would look at first. */
function describePlayer(page: Page): Promise<string> {
  return page.evaluate((selector) => {
    const video = document.querySelector(selector);
    if (!video) return `no video; the page says: ${document.body.textContent.slice(0, 300)}`;
    const { currentTime, readyState, paused, buffered, error } = video;
    const ranges = Array.from(
      { length: buffered.length },
      (_, index) => `${buffered.start(index)}-${buffered.end(index)}`,
    );
    return JSON.stringify({ currentTime, readyState, paused, ranges, error: error?.message });
  }, VIEWER_VIDEO);
}

export interface ShowOptions {
  server?: ServerOptions;
  camera?: CameraOptions;
  /** The host's media goes through a relay that can be made a bad network. */
  relayHost?: boolean;
}

/** A real show by the pages' own buttons: server, host with the bar-code camera, and invited guests. */
export class ShowUnderTest {
  readonly server: ServerUnderTest;
  readonly browser: TestBrowser;
  readonly host: Page;
  readonly hostNetwork: PageRelay | undefined;
  readonly showId: string;
  readonly #lifetime: Lifetime;

  private constructor(parts: {
    server: ServerUnderTest;
    browser: TestBrowser;
    host: Page;
    hostNetwork: PageRelay | undefined;
    showId: string;
    lifetime: Lifetime;
  }) {
    this.server = parts.server;
    this.browser = parts.browser;
    this.host = parts.host;
    this.hostNetwork = parts.hostNetwork;
    this.showId = parts.showId;
    this.#lifetime = parts.lifetime;
  }

  /** The owner has just opened the printed link, chosen a password and entered the studio. */
  static async open(options: ShowOptions = {}): Promise<ShowUnderTest> {
    const lifetime = new Lifetime();
    try {
      const server = await ServerUnderTest.start(options.server);
      lifetime.adopt(() => server.dispose());
      const browser = await TestBrowser.launch();
      lifetime.adopt(() => browser.close());
      const host = await browser.newPage({ camera: options.camera ?? {} });
      const hostNetwork = options.relayHost ? await PageRelay.install(host) : undefined;
      if (hostNetwork) lifetime.adopt(() => hostNetwork.close());
      const showId = await becomeOwner(host, await server.ownerLink());
      await enterStudio(host);
      return new ShowUnderTest({ server, browser, host, hostNetwork, showId, lifetime });
    } catch (error) {
      await lifetime.close('could not open the show').catch(() => undefined);
      throw error;
    }
  }

  /** Presses the button and waits until the page says that it is on air. */
  async goLive(): Promise<void> {
    await this.host.getByRole('button', { name: 'Go live' }).click();
    await this.host.getByRole('button', { name: 'End show' }).waitFor({ timeout: ON_AIR_WITHIN_MS });
  }

  /** A viewer's page on which the show plays; a page may be given that was made something of before. */
  async openViewer(from: string = this.server.url, prepared?: Page): Promise<Page> {
    const page = prepared ?? (await this.browser.newPage());
    await playShow(page, from, this.showId);
    return page;
  }

  async close(): Promise<void> {
    await this.#lifetime.close('the test is over');
  }
}

/** Opens a viewer's page and waits until it plays. */
export async function playShow(page: Page, from: string, showId: string): Promise<void> {
  await page.goto(`${from}/watch/${showId}`);
  await page
    .waitForFunction((selector) => (document.querySelector(selector)?.currentTime ?? 0) > 0, VIEWER_VIDEO, {
      timeout: PLAYING_WITHIN_MS,
      polling: 100,
    })
    .catch(async (error: unknown) => {
      throw new Error(`the show does not play: ${await describePlayer(page)}`, { cause: error });
    });
}

/** The printed link asks for the owner's account and leads to the first show's studio. */
export async function becomeOwner(page: Page, link: string): Promise<string> {
  await page.goto(link);
  await page.getByLabel('Your name').fill('Ada', { timeout: PAGE_WITHIN_MS });
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('Password').fill(OWNER_PASSWORD);
  await page.getByRole('button', { name: 'Create account and open the studio' }).click();
  await page.waitForURL(/\/studio\//, { timeout: PAGE_WITHIN_MS });
  return /\/studio\/([^/?#]+)/.exec(page.url())?.[1] ?? '';
}

export async function enterStudio(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Enter the studio' }).click({ timeout: PAGE_WITHIN_MS });
  await page.getByRole('button', { name: 'Leave the studio' }).waitFor({ timeout: PAGE_WITHIN_MS });
}
