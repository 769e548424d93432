import type { BrowserContext } from 'playwright-core';
import { TestBrowser } from '../engines/chromium.js';
import { ServerUnderTest } from '../server/server-under-test.js';
import { becomeOwner } from '../server/show-under-test.js';
import { type Manner, SiteVisitor } from './site-visitor.js';

const PAGE_MS = 30_000;
const OWNER: Manner = { language: 'en', size: 'desktop', theme: 'dark' };

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;
type Arrival = Parameters<typeof SiteVisitor.arrive>[2];

/** A server and a browser, whose owner has signed in once, and everybody who visits it during a test. */
export class VisitedSite {
  readonly server: ServerUnderTest;
  readonly browser: TestBrowser;
  /** The show that a new site begins with. */
  readonly showId: string;
  /** For a visitor who arrives as the owner. */
  readonly ownerState: SignedIn;
  readonly #visitors: SiteVisitor[] = [];

  static async open(
    env: Record<string, string> = {},
    browserFlags: readonly string[] = [],
  ): Promise<VisitedSite> {
    const server = await ServerUnderTest.start({ env });
    const browser = await TestBrowser.launch(browserFlags);
    const owner = await SiteVisitor.arrive(browser, OWNER);
    const showId = await becomeOwner(owner.page, await server.ownerLink());
    const ownerState = await owner.page.context().storageState();
    await owner.close();
    return new VisitedSite({ server, browser, showId, ownerState });
  }

  private constructor(parts: Pick<VisitedSite, 'server' | 'browser' | 'showId' | 'ownerState'>) {
    this.server = parts.server;
    this.browser = parts.browser;
    this.showId = parts.showId;
    this.ownerState = parts.ownerState;
  }

  get url(): string {
    return this.server.url;
  }

  /** Who arrives is sent home by `sendHome`. */
  async arrive(manner: Manner, options: Arrival = {}): Promise<SiteVisitor> {
    const visitor = await this.host(manner, options);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** Who stays from test to test. */
  async host(manner: Manner, options: Arrival = {}): Promise<SiteVisitor> {
    const visitor = await SiteVisitor.arrive(this.browser, manner, options);
    visitor.page.setDefaultTimeout(PAGE_MS);
    return visitor;
  }

  /** Visitors who arrived since the last time. With a name, what each page showed last is kept: looked at first in a failure. */
  async sendHome(name?: string): Promise<void> {
    for (const [number, visitor] of this.#visitors.splice(0).entries()) {
      const { page, complaints } = visitor;
      if (name !== undefined) {
        await page.screenshot({ path: `tests/out/${name}-${number}.png` });
        if (complaints.length > 0) console.log(`visitor ${number}`, complaints);
      }
      await visitor.close();
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.dispose();
  }
}
