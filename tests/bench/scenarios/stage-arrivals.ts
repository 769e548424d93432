import { TestBrowser } from '../../support/engines/chromium.js';
import { watchVideo } from '../../support/meters/page-meters.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { cameraOf, StageBrowserPage } from '../../support/stage/stage-browser.js';
import { StageServer } from '../../support/stage/stage-server.js';
import type { Bench, Scenario } from '../scenario.js';
import { bringOnStage } from '../stage/bring-on-stage.js';

/** From the click on "Join" to the first frame of a person who is on the stage already. */
async function joinOnce(browser: TestBrowser, server: StageServer, index: number): Promise<number> {
  const page = await StageBrowserPage.open(browser, server.url, `joiner${index}`, {});
  const clickedWallMs = await page.now();
  const [shownWallMs] = await Promise.all([page.firstFrameAt(cameraOf('ann')), page.join('guest')]);
  await page.page.close();
  return shownWallMs - clickedWallMs;
}

const READY_WITHIN_MS = 15_000;

interface SeenAtHost {
  hostMs: number;
  handToReadyMs: number;
}

/** From "Bring on stage" to the first frame on the host's page. */
async function bringOnOnce(
  browser: TestBrowser,
  server: StageServer,
  host: StageBrowserPage,
  index: number,
): Promise<SeenAtHost> {
  const guest = await bringOnStage(browser, server.url, host, `viewer${index}`);
  const shownWallMs = await host.firstFrameAt(cameraOf(guest.personId));
  await guest.page.page.close();
  return { hostMs: shownWallMs - guest.clickedWallMs, handToReadyMs: guest.handToReadyMs };
}

/** From `kill -9` of the media worker until the host sees the others again, without a click. */
async function killOnce(browser: TestBrowser, server: StageServer, host: StageBrowserPage): Promise<number> {
  const guest = await StageBrowserPage.open(browser, server.url, 'zoe', {});
  await guest.join('guest');
  await host.firstFrameAt(cameraOf('zoe'));
  const { readings } = await watchVideo(host.page, cameraOf('zoe'));
  await readings.until('frames', READY_WITHIN_MS, (all) => all.at(30));
  const killedWallMs = await host.now();
  process.kill(server.stages.workers[0]?.pid ?? 0, 'SIGKILL');
  // Frames of the old path are shown until its buffer is empty.
  const first = await readings.until('frames again', READY_WITHIN_MS, (all) =>
    all.find(({ wallMs, tiles }) => wallMs > killedWallMs + 400 && tiles[0]?.clock !== undefined),
  );
  return first.wallMs - killedWallMs;
}

async function collect<T>(bench: Bench, what: string, times: number, once: (index: number) => Promise<T>) {
  const results: T[] = [];
  for (let index = 0; index < times; index += 1) {
    bench.progress(`${what} ${index + 1} of ${times}`);
    results.push(await once(index));
  }
  return results;
}

export const scenario: Scenario = {
  name: 'stage-arrivals',
  title: 'Joining the stage, being brought on it, and returning to it',
  explains:
    'From the click on "Join" (page loaded, camera allowed) to the first frame of another participant; and from "Bring on stage" to the first frame of the promoted viewer, who has been ready for a second, on the host\'s page. Real Chromium pages, one machine.',
  figures: [
    { key: 'joinMedianMs', title: 'join to first remote frame, median', unit: 'ms', goal: { atMost: 700 } },
    {
      key: 'bringOnMedianMs',
      title: 'bring on to first frame at the host, median',
      unit: 'ms',
      goal: { atMost: 150 },
    },
    {
      key: 'bringOnP95Ms',
      title: 'bring on to first frame at the host, 95th percentile',
      unit: 'ms',
      goal: { atMost: 400 },
    },
    {
      key: 'handToReadyMedianMs',
      title: 'raised hand to ready in the green room, nobody hesitating, median',
      unit: 'ms',
    },
    {
      key: 'backMs',
      title: 'media worker killed: seen again after',
      unit: 'ms',
      goal: { atMost: 3_000 },
    },
  ],
  runs: { quick: 1, full: 1 },
  run: async (bench) => {
    const times = bench.mode === 'quick' ? 2 : 24;
    const server = await StageServer.create({ settings: { maxPublishers: 100 }, participantHoldMs: 100 });
    bench.lifetime.adopt(() => server.close());
    const browser = await TestBrowser.launch();
    bench.lifetime.adopt(() => browser.close());
    const host = await StageBrowserPage.open(browser, server.url, 'ann', {});
    await host.join('host');
    const joins = await collect(bench, 'join', times, (index) => joinOnce(browser, server, index));
    const brought = await collect(bench, 'promotion', times, (index) =>
      bringOnOnce(browser, server, host, index),
    );
    bench.progress('kill -9 of the media worker');
    const backMs = await killOnce(browser, server, host);
    const atHost = brought.map(({ hostMs }) => hostMs);
    return {
      figures: {
        joinMedianMs: median(joins),
        backMs,
        bringOnMedianMs: median(atHost),
        bringOnP95Ms: percentile(atHost, 0.95),
        handToReadyMedianMs: median(brought.map(({ handToReadyMs }) => handToReadyMs)),
      },
    };
  },
};
