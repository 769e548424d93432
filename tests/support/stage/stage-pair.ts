import { TestBrowser } from '../engines/chromium.js';
import { latenciesMs } from '../meters/judge-video.js';
import { framesAfter, watchVideo } from '../meters/page-meters.js';
import { median } from '../meters/statistics.js';
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

  /** How old each one's video of the other is, as a median, and how soon both are seen again after a break from then on. */
  async watchEachOther(withinMs: number) {
    const meters = await Promise.all([
      watchVideo(this.ann.page, cameraOf('bob')),
      watchVideo(this.bob.page, cameraOf('ann')),
    ]);
    const agesMs = await Promise.all(
      meters.map(async ({ readings }) => {
        const some = await readings.until('frames', withinMs, (all) =>
          all.length > 60 ? all.slice(30) : undefined,
        );
        return median(latenciesMs(some));
      }),
    );
    const seenAgain = (brokenWallMs: number) =>
      Promise.all(meters.map((meter) => framesAfter(meter, brokenWallMs, withinMs)));
    return { agesMs, seenAgain };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
