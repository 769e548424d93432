import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TestBrowser } from '../support/engines/chromium.js';
import { latenciesMs } from '../support/meters/judge-video.js';
import { watchVideo } from '../support/meters/page-meters.js';
import { median } from '../support/meters/statistics.js';
import { cameraOf, StageBrowserPage } from '../support/stage/stage-browser.js';
import { StageServer } from '../support/stage/stage-server.js';

const READY_WITHIN_MS = 30_000;
/** That it is a conversation at all, on a machine that may be busy; the bench has the figures. */
const CONVERSATION_MS = 2_000;

let browser: TestBrowser;
let server: StageServer;

beforeEach(async () => {
  server = await StageServer.create({ workers: 1 });
  browser = await TestBrowser.launch();
});
afterEach(async () => {
  await browser.close();
  await server.close();
});

async function pair(): Promise<[StageBrowserPage, StageBrowserPage]> {
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
  return [ann, bob];
}

test('two browsers see each other through the stage, and again by themselves when its worker is killed', async () => {
  const [ann, bob] = await pair();
  const meters = await Promise.all([
    watchVideo(ann.page, cameraOf('bob')),
    watchVideo(bob.page, cameraOf('ann')),
  ]);
  for (const { readings } of meters) {
    const some = await readings.until('frames', READY_WITHIN_MS, (all) =>
      all.length > 60 ? all.slice(30) : undefined,
    );
    expect(median(latenciesMs(some))).toBeLessThan(CONVERSATION_MS);
  }
  const killedWallMs = Date.now();
  process.kill(server.stages.workers[0]?.pid ?? 0, 'SIGKILL');
  const backMs = await Promise.all(
    meters.map(({ readings }) =>
      readings.until('frames from the new worker', READY_WITHIN_MS, (all) => {
        // The last frames of the old path are shown a little after the kill.
        const fresh = all.find(
          ({ wallMs, tiles }) => wallMs > killedWallMs + 400 && tiles[0]?.clock !== undefined,
        );
        return fresh && fresh.wallMs - killedWallMs;
      }),
    ),
  );
  expect(backMs).toHaveLength(2);
});
