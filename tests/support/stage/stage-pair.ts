import { TestBrowser } from '../engines/chromium.js';
import { cameraOf, StageBrowserPage } from './stage-browser.js';
import { StageServer, type StageServerOptions } from './stage-server.js';

/** Two people of one stage in Chromium, each with the other one's camera on their page. */
export class StagePair {
  private constructor(
    readonly server: StageServer,
    readonly ann: StageBrowserPage,
    readonly bob: StageBrowserPage,
    readonly browser: TestBrowser,
  ) {}

  /** `prepare`: before anybody joins. */
  static async meet(
    settings: StageServerOptions['settings'] = {},
    prepare: (server: StageServer) => Promise<unknown> = async () => undefined,
  ): Promise<StagePair> {
    const server = await StageServer.create({ workers: 1, settings });
    await prepare(server);
    const browser = await TestBrowser.launch();
    try {
      const [ann, bob] = await Promise.all([
        StageBrowserPage.open(browser, server.url, 'ann', { ground: [160, 40, 40] }),
        StageBrowserPage.open(browser, server.url, 'bob', { ground: [40, 40, 160] }),
      ]);
      await ann.join('host');
      await bob.join('guest');
      await Promise.all([
        ann.page.waitForSelector(cameraOf('bob'), { state: 'attached' }),
        bob.page.waitForSelector(cameraOf('ann'), { state: 'attached' }),
      ]);
      return new StagePair(server, ann, bob, browser);
    } catch (error) {
      await browser.close();
      await server.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
