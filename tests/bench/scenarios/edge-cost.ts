import { startEdge } from '../../../infra/cdn/edge.mjs';
import {
  type AudienceOptions,
  HlsAudience,
  type MeasuredAudience,
} from '../../support/hls-load/hls-audience.js';
import { seededRandom } from '../../support/kernel/seeded-random.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { BenchOrigin } from '../crowds/bench-origin.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

/** The highest rung of the default show: 2.5 Mbit/s in parts of half a second. */
const PART_BYTES = 156_250;
/** What two cores carry together with the crowd itself. */
const VIEWERS = { plain: 250, tls: 100 } as const;
const SECONDS = { quick: 6, full: 15 } as const;

type Edge = Awaited<ReturnType<typeof startEdge>>;

interface Cost {
  seen: MeasuredAudience;
  nginx: number;
  varnish: number;
}

async function costOf(
  bench: Bench,
  edge: Edge,
  base: string,
  viewers: number,
  { asks = 'ahead', protocol = 'http1' }: Pick<AudienceOptions, 'asks' | 'protocol'> = {},
): Promise<Cost> {
  bench.progress(`${viewers} viewers of ${base} by ${protocol}, parts asked for ${asks}`);
  const audience = await HlsAudience.gather({
    playbackUrl: `${base}/live/show_1/index.m3u8`,
    ...{ viewers, rampMs: viewers * 8, thinkMs: 20, random: seededRandom(viewers), asks, protocol },
  });
  const [varnish, nginx] = [edge.pids.varnish, edge.pids.nginx].map((pid) => CpuMeter.start(pid));
  const seen = await audience.measure(SECONDS[bench.mode]);
  const coresOf = (meter: CpuMeter | undefined) => meter?.stop().totalCores ?? 0;
  const cost = { seen, nginx: coresOf(nginx), varnish: coresOf(varnish) };
  await audience.close();
  const failed = Object.entries(seen.outcomes).filter(([outcome]) => outcome !== '200');
  if (failed.length > 0) throw new Error(`the edge did not answer all: ${JSON.stringify(failed)}`);
  return cost;
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const origin = await BenchOrigin.start(PART_BYTES, 'live', 'audio');
  bench.lifetime.adopt(() => origin.close());
  const edge = await startEdge({ origin: origin.ready.url });
  bench.lifetime.adopt(() => edge.close());
  const plain = await costOf(bench, edge, edge.httpUrl, VIEWERS.plain);
  const tls = await costOf(bench, edge, edge.httpsUrl, VIEWERS.tls);
  const http2 = await costOf(bench, edge, edge.httpsUrl, VIEWERS.tls, { protocol: 'http2' });
  const stock = await costOf(bench, edge, edge.httpUrl, VIEWERS.plain, { asks: 'announced' });
  const aThousand = (cores: number, { seen }: Cost) => (cores * 1_000) / seen.viewers;
  return {
    figures: {
      coresAThousand: aThousand(plain.nginx + plain.varnish, plain),
      nginxCores: aThousand(plain.nginx, plain),
      varnishCores: aThousand(plain.varnish, plain),
      tlsCoresAThousand: aThousand(tls.nginx + tls.varnish, tls),
      http2CoresAThousand: aThousand(http2.nginx + http2.varnish, http2),
      megabitsAViewer: plain.seen.megabitsPerSecond / plain.seen.viewers,
      requestsAViewer: plain.seen.requestsPerSecond / plain.seen.viewers,
      waitP95Ms: plain.seen.partFetchMs.p95,
      stockCoresAThousand: aThousand(stock.nginx + stock.varnish, stock),
      stockRequestsAViewer: stock.seen.requestsPerSecond / stock.seen.viewers,
      latenessP95Ms: stock.seen.releaseLatenessMs.p95,
    },
  };
}

const LOOPBACK = 'Receiving on the loopback of the machine is part of what sending costs here.';

export const scenario: Scenario = {
  name: 'edge-cost',
  title: 'What a thousand viewers of the default show cost at the edge',
  explains:
    'Viewers follow the highest rung of the default show (2.5 Mbit/s) and its audio (128 kbit/s) through nginx and Varnish, part by part as our player does: each by its announced name when it is due, a playlist every six seconds, think time up to 20 ms, a connection for video and one for audio (by HTTP/2 one for both). Beside it the same of players that ask for a playlist before each part. Processor time of the edge by the kernel, for as many viewers as the machine carries beside the crowd itself (250, and 100 by TLS), reckoned for a thousand.',
  figures: [
    {
      key: 'coresAThousand',
      title: 'nginx and Varnish for a thousand viewers, video and audio',
      unit: 'core',
      goal: { atMost: 0.45 },
      whenMissed: LOOPBACK,
    },
    { key: 'nginxCores', title: 'of it: nginx', unit: 'core' },
    { key: 'varnishCores', title: 'of it: Varnish', unit: 'core' },
    { key: 'tlsCoresAThousand', title: 'the same by TLS', unit: 'core' },
    { key: 'http2CoresAThousand', title: 'the same by TLS and HTTP/2, as browsers do', unit: 'core' },
    { key: 'megabitsAViewer', title: 'sent to a viewer', unit: 'Mbit/s' },
    { key: 'requestsAViewer', title: 'requests of a viewer', unit: '/s' },
    { key: 'waitP95Ms', title: 'from asking for a part to all of it, p95', unit: 'ms' },
    { key: 'stockCoresAThousand', title: 'a thousand of other players', unit: 'core' },
    { key: 'stockRequestsAViewer', title: 'requests of one of them', unit: '/s' },
    {
      ...{ key: 'latenessP95Ms', unit: 'ms' },
      title: 'to them a part is announced later than to the first one, p95',
    },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
