import { TestBrowser } from '../../support/engines/chromium.js';
import { latenciesMs } from '../../support/meters/judge-video.js';
import { watchVideo } from '../../support/meters/page-meters.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { cameraOf, StageBrowserPage, screenOf } from '../../support/stage/stage-browser.js';
import { StageServer } from '../../support/stage/stage-server.js';
import { connectPeerPages } from '../peers/peer-pages.js';
import type { Bench, Scenario } from '../scenario.js';

type Watched = Parameters<typeof watchVideo>[0];

const READY_WITHIN_MS = 15_000;
/** Congestion control climbs to the top layer in the first seconds; they are not judged. */
const SETTLE_FRAMES = 240;

async function latenciesOf(page: Watched, selector: string, frames: number): Promise<number[]> {
  await page.waitForSelector(selector, { state: 'attached' });
  const { readings, stop } = await watchVideo(page, selector);
  const judged = await readings.until('the frames', READY_WITHIN_MS + frames * 100, (all) =>
    all.length >= frames + SETTLE_FRAMES ? all.slice(SETTLE_FRAMES) : undefined,
  );
  await stop();
  return latenciesMs(judged);
}

async function overStage(bench: Bench, sends: 'camera' | 'screen', frames: number): Promise<number[]> {
  const server = await StageServer.create();
  bench.lifetime.adopt(() => server.close());
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const [ann, bob] = await Promise.all([
    StageBrowserPage.open(browser, server.url, 'ann', {}),
    StageBrowserPage.open(browser, server.url, 'bob'),
  ]);
  await ann.join('host', sends);
  await bob.join('guest', 'nothing');
  const latencies = await latenciesOf(
    bob.page,
    sends === 'camera' ? cameraOf('ann') : screenOf('ann'),
    frames,
  );
  await browser.close();
  await server.close();
  return latencies;
}

async function peerToPeer(bench: Bench, frames: number): Promise<number[]> {
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const [from, to] = await Promise.all([browser.newPage({ camera: {} }), browser.newPage()]);
  const latencies = await latenciesOf(to, await connectPeerPages(from, to), frames);
  await browser.close();
  return latencies;
}

export const scenario: Scenario = {
  name: 'stage-conversation',
  title: 'Through the stage, glass to glass',
  explains:
    'A 1280x720 video at 30 a second from one Chromium page to another through signaling and media server: as one VP8 layer, beside the same from peer to peer between two pages in the same run, and as a camera with three simulcast layers, which costs its sender two more encoders.',
  figures: [
    { key: 'medianMs', title: 'one layer, median', unit: 'ms', beside: 'peerMedianMs' },
    {
      key: 'p95Ms',
      title: 'one layer, 95th percentile',
      unit: 'ms',
      beside: 'peerP95Ms',
      goal: { atMost: 70 },
    },
    { key: 'layersMedianMs', title: 'three layers, median', unit: 'ms', beside: 'peerMedianMs' },
    {
      key: 'layersP95Ms',
      title: 'three layers, 95th percentile',
      unit: 'ms',
      beside: 'peerP95Ms',
      goal: { atMost: 70 },
      whenMissed:
        'From peer to peer, with one encoder, it is at about the same place in the same run: two pages, their encoders and their painting share two cores.',
    },
    { key: 'peerMedianMs', title: 'peer to peer, median', unit: 'ms' },
    { key: 'peerP95Ms', title: 'peer to peer, 95th percentile', unit: 'ms' },
    { key: 'ratio', title: 'one layer, median over peer to peer', unit: 'times', goal: { atMost: 1.15 } },
  ],
  runs: { quick: 1, full: 3 },
  run: async (bench) => {
    const frames = bench.mode === 'quick' ? 150 : 600;
    bench.progress('peer to peer');
    const peer = await peerToPeer(bench, frames);
    bench.progress('one layer through the stage');
    const one = await overStage(bench, 'screen', frames);
    bench.progress('three layers through the stage');
    const three = await overStage(bench, 'camera', frames);
    return {
      figures: {
        medianMs: median(one),
        p95Ms: percentile(one, 0.95),
        layersMedianMs: median(three),
        layersP95Ms: percentile(three, 0.95),
        peerMedianMs: median(peer),
        peerP95Ms: percentile(peer, 0.95),
        ratio: median(one) / median(peer),
      },
    };
  },
};
