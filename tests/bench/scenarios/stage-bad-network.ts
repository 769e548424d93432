import { systemClock } from '#kernel';
import { TestBrowser } from '../../support/engines/chromium.js';
import { freezes, latenciesMs } from '../../support/meters/judge-video.js';
import { type AudioReading, watchAudio, watchVideo } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import type { Impairments } from '../../support/network/impairment.js';
import { PageRelay } from '../../support/page/page-relay.js';
import { audioOf, cameraOf, StageBrowserPage } from '../../support/stage/stage-browser.js';
import { StageServer } from '../../support/stage/stage-server.js';
import type { Bench, Scenario } from '../scenario.js';

const READY_WITHIN_MS = 15_000;
const SETTLE_MS = 3_000;
const BURST_MS = 500;
/** A frame at 30 a second that is this late is seen. */
const FREEZE_MS = 200;
/** Under this share of its usual loudness a steady tone is a gap. */
const GAP_SHARE = 0.3;

const NETWORKS: readonly { key: string; title: string; settings: Impairments }[] = [
  { key: 'loss5', title: '5 % loss each way', settings: { lossShare: 0.05 } },
  { key: 'loss10', title: '10 % loss each way', settings: { lossShare: 0.1 } },
  { key: 'far', title: '100 ms and 30 ms of jitter each way', settings: { delayMs: 100, jitterMs: 30 } },
];

function longestGapMs(readings: readonly AudioReading[]): number {
  const quiet = median(readings.map(({ rms }) => rms)) * GAP_SHARE;
  let longest = 0;
  let fromMs: number | undefined;
  for (const { rms, wallMs } of readings) {
    if (rms >= quiet) fromMs = undefined;
    else {
      fromMs ??= wallMs;
      longest = Math.max(longest, wallMs - fromMs);
    }
  }
  return longest;
}

class BadLine {
  readonly relay: PageRelay;
  readonly video: Awaited<ReturnType<typeof watchVideo>>;
  readonly audio: Awaited<ReturnType<typeof watchAudio>>;

  static async open(bench: Bench): Promise<BadLine> {
    const server = await StageServer.create();
    bench.lifetime.adopt(() => server.close());
    const browser = await TestBrowser.launch();
    bench.lifetime.adopt(() => browser.close());
    let relay: PageRelay | undefined;
    const ann = await StageBrowserPage.open(browser, server.url, 'ann', { width: 960, height: 540 });
    const bob = await StageBrowserPage.open(browser, server.url, 'bob', undefined, async (page) => {
      relay = await PageRelay.install(page);
    });
    if (relay === undefined) throw new Error('the relay was not put in place');
    const network = relay;
    bench.lifetime.adopt(() => network.close());
    await ann.join('host');
    await bob.join('guest', 'nothing');
    await bob.firstFrameAt(cameraOf('ann'));
    const video = await watchVideo(bob.page, cameraOf('ann'));
    const audio = await watchAudio(bob.page, audioOf('ann'));
    await audio.readings.until('audio', READY_WITHIN_MS, (all) => all.find(({ rms }) => rms > 0.01));
    if ((await network.passed()) === 0) throw new Error('the media goes past the relay');
    return new BadLine(network, video, audio);
  }

  private constructor(relay: PageRelay, video: BadLine['video'], audio: BadLine['audio']) {
    this.relay = relay;
    this.video = video;
    this.audio = audio;
  }

  /** What is seen and heard over one kind of network, once the receiver has settled on it. */
  async judge(settings: Impairments, forMs: number) {
    await this.relay.impair({ toServer: settings, toClient: settings });
    await systemClock.sleep(SETTLE_MS);
    this.video.readings.clear();
    this.audio.readings.clear();
    await systemClock.sleep(forMs);
    const [video, audio] = [[...this.video.readings.all], [...this.audio.readings.all]];
    const ends = video.at(-1)?.wallMs ?? 0;
    const longest = freezes(video, FREEZE_MS, ends).map(({ lengthMs }) => lengthMs);
    return {
      gapMs: longestGapMs(audio),
      freezeMs: Math.max(0, ...longest),
      latencyMs: median(latenciesMs(video)),
    };
  }

  /** Everything is lost for a while; how long after it the video moves again. */
  async burst(): Promise<number> {
    await this.relay.impair({ toServer: { cut: true }, toClient: { cut: true } });
    await systemClock.sleep(BURST_MS);
    this.video.readings.clear();
    const endedMs = systemClock.monotonicMs();
    await this.relay.impair({ toServer: {}, toClient: {} });
    await this.video.readings.until('a frame after the burst', READY_WITHIN_MS, (all) => all.at(1));
    return systemClock.monotonicMs() - endedMs;
  }
}

export const scenario: Scenario = {
  name: 'stage-bad-network',
  title: 'A guest on a bad network',
  explains:
    'A Chromium page receives another one through the stage over a UDP relay that loses, delays and shakes packets both ways. Audio: the longest gap in a steady tone, read ten times a second. Video: the longest stretch without a new frame, and the time to the next one after half a second of losing everything.',
  figures: [
    ...NETWORKS.flatMap(({ key, title }) => [
      { key: `${key}GapMs`, title: `${title}: longest gap of audio`, unit: 'ms', goal: { atMost: 200 } },
      { key: `${key}FreezeMs`, title: `${title}: longest freeze`, unit: 'ms' },
      { key: `${key}LatencyMs`, title: `${title}: median latency`, unit: 'ms' },
    ]),
    { key: 'burstMs', title: 'burst of 500 ms: video again after', unit: 'ms', goal: { atMost: 1_000 } },
  ],
  runs: { quick: 1, full: 2 },
  run: async (bench) => {
    const forMs = bench.mode === 'quick' ? 4_000 : 15_000;
    const line = await BadLine.open(bench);
    const figures: Record<string, number> = {};
    for (const { key, title, settings } of NETWORKS) {
      bench.progress(title);
      const { gapMs, freezeMs, latencyMs } = await line.judge(settings, forMs);
      figures[`${key}GapMs`] = gapMs;
      figures[`${key}FreezeMs`] = freezeMs;
      figures[`${key}LatencyMs`] = latencyMs;
    }
    bench.progress('bursts');
    await line.judge({}, 1_000);
    const bursts: number[] = [];
    for (let count = 0; count < (bench.mode === 'quick' ? 1 : 5); count += 1) bursts.push(await line.burst());
    return { figures: { ...figures, burstMs: Math.max(...bursts) } };
  },
};
