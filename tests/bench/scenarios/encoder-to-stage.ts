import { WhipSender } from '../../support/inputs/whip-sender.js';
import { freePort } from '../../support/kernel/free-port.js';
import { latenciesMs } from '../../support/meters/judge-video.js';
import { watchVideo } from '../../support/meters/page-meters.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { ShowUnderTest } from '../../support/server/show-under-test.js';
import { ownerAt } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { CardEncoder } from '../stage/card-encoder.js';
import { figuresOfWay, outputOf, titleOfWay } from '../stage/encoder-ways.js';

const FRAMES = { quick: 150, full: 600 } as const;
/** Probing and catching up are over by then. */
const SETTLE_FRAMES = 240;
const READ_WITHIN_MS = 90_000;

const WAYS = ['whip', 'rtmp', 'srt', 'srtGrouped'] as const;
type Way = (typeof WAYS)[number];
type Stop = () => Promise<unknown>;

interface MadeInput {
  id: string;
  whipUrl: string;
  rtmpUrl: string;
  srtUrl: string;
  key: string;
  token: string;
}

async function send(show: ShowUnderTest, way: Way, input: MadeInput): Promise<Stop> {
  if (way === 'whip') {
    const { browser, server } = show;
    const sender = await WhipSender.open({ browser, serverUrl: server.url, colour: [20, 140, 40] });
    await sender.publish(input.whipUrl, input.token);
    return () => sender.stop().then(() => sender.page.close());
  }
  const encoder = new CardEncoder(outputOf(way, input));
  return () => encoder.close();
}

/** How old the frames are when the host's page shows them. */
async function latenciesOf(show: ShowUnderTest, name: string, frames: number): Promise<number[]> {
  const selector = `video[aria-label="${name}"]`;
  await show.host.waitForSelector(selector, { state: 'attached' });
  const { readings, stop } = await watchVideo(show.host, selector);
  const judged = await readings.until('the frames', READ_WITHIN_MS, (all) =>
    all.length >= frames + SETTLE_FRAMES ? all.slice(SETTLE_FRAMES) : undefined,
  );
  await stop();
  return latenciesMs(judged);
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const env = {
    ...SMALL_PROGRAMME,
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_INGEST_SRT_PORT: String(await freePort()),
  };
  const show = await ShowUnderTest.open({
    server: { env },
    camera: { width: 320, height: 180, frameRate: 15 },
  });
  bench.lifetime.adopt(() => show.close());
  const owner = await ownerAt(show.server.url);
  const figures: Record<string, number> = {};
  for (const way of WAYS) {
    bench.progress(titleOfWay(way));
    const name = `Encoder by ${way}`;
    const wish = { name, as: 'guest', onStage: true };
    const { body: input } = await owner.post(`/shows/${show.showId}/inputs`, wish);
    const stop = await send(show, way, input);
    const latencies = await latenciesOf(show, name, FRAMES[bench.mode]).finally(stop);
    await owner.delete(`/shows/${show.showId}/inputs/${input.id}`);
    figures[`${way}MedianMs`] = median(latencies);
    figures[`${way}P95Ms`] = percentile(latencies, 0.95);
  }
  return { figures };
}

export const scenario: Scenario = {
  name: 'encoder-to-stage',
  title: 'From an encoder to the stage, glass to glass',
  explains:
    'A bar code that tells the time is sent to a show as a guest: by WHIP from Chromium (VP8, 640x360), by RTMP and SRT from FFmpeg (H.264, 1280x720, SRT at its default latency of 120 ms). By SRT FFmpeg sends each frame of audio by itself (`-pes_payload_size 0`), and then as it comes, 180 ms of audio together: the page shows video with its audio, which is that much later. How old the frames are when the page of the host shows them; sender, server and page share one machine.',
  figures: [
    ...figuresOfWay('whip', 120),
    ...figuresOfWay('rtmp'),
    ...figuresOfWay('srt', 250),
    ...figuresOfWay('srtGrouped'),
  ],
  runs: { quick: 1, full: 1 },
  run,
};
