import { startEdge } from '../../../infra/cdn/edge.mjs';
import { HlsAudience, type MeasuredAudience } from '../../support/hls-load/hls-audience.js';
import { seededRandom } from '../../support/kernel/seeded-random.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { BenchOrigin } from '../crowds/bench-origin.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const CROWDS = { quick: [10, 100, 500], full: [10, 100, 500, 1_000, 2_000, 3_500, 5_000] } as const;
const SECONDS = { quick: 4, full: 8 } as const;
/** A part later than this at a viewer is felt: a fifth of the hold-back of profile low. */
const LATE_MS = 300;
const PART_BYTES = 50_000;

interface Step {
  crowd: number;
  seen: MeasuredAudience;
  edgeCores: number;
  originCores: number;
  reloadsAPart: number;
}

async function step(bench: Bench, origin: BenchOrigin, edge: Edge, crowd: number): Promise<Step> {
  const audience = await HlsAudience.gather({
    playbackUrl: `${edge.httpUrl}/live/show_1/index.m3u8`,
    viewers: crowd,
    rampMs: Math.max(1_000, crowd * 2),
    thinkMs: 20,
    random: seededRandom(crowd),
  });
  bench.progress(`${crowd} viewers are there`);
  const meters = [edge.pids.varnish, edge.pids.nginx].map((pid) => CpuMeter.start(pid, () => 'edge'));
  const originMeter = CpuMeter.start(origin.pid, () => 'origin');
  const before = await origin.asked();
  const seen = await audience.measure(SECONDS[bench.mode]);
  const reloads = (await origin.asked()) - before;
  const edgeCores = meters.reduce((sum, meter) => sum + meter.stop().totalCores, 0);
  const originCores = originMeter.stop().totalCores;
  await audience.close();
  return { crowd, seen, edgeCores, originCores, reloadsAPart: reloads / (seen.seconds / 0.5) };
}

type Edge = Awaited<ReturnType<typeof startEdge>>;

async function run(bench: Bench): Promise<ScenarioRun> {
  const origin = await BenchOrigin.start(PART_BYTES, 'live');
  bench.lifetime.adopt(() => origin.close());
  const edge = await startEdge({ origin: origin.ready.url });
  bench.lifetime.adopt(() => edge.close());
  const steps: Step[] = [];
  for (const crowd of CROWDS[bench.mode]) {
    bench.progress(`${crowd} viewers come`);
    const each = await step(bench, origin, edge, crowd);
    steps.push(each);
    // Far over the edge of what the machine carries, a larger crowd says nothing more.
    if (each.seen.releaseLatenessMs.p95 > 10 * LATE_MS) break;
  }
  const carried = steps.filter(({ seen }) => seen.releaseLatenessMs.p95 <= LATE_MS);
  const most = carried.at(-1) ?? steps[0];
  if (!most) throw new Error('nothing was measured');
  const over = (name: string, value: (each: Step) => number) => ({
    name,
    points: steps.map((each) => [each.crowd, value(each)] as const),
  });
  return {
    figures: {
      carried: carried.at(-1)?.crowd ?? 0,
      coresAThousand: most.edgeCores / (most.crowd / 1_000),
      megabitsAViewer: most.seen.megabitsPerSecond / most.crowd,
      requestsAViewer: most.seen.requestsPerSecond / most.crowd,
      reloadsAPart: Math.max(...steps.map((each) => each.reloadsAPart)),
      originCores: Math.max(...steps.map((each) => each.originCores)),
    },
    plots: {
      lateness: [
        over('95th percentile', ({ seen }) => seen.releaseLatenessMs.p95),
        over('median', ({ seen }) => seen.releaseLatenessMs.p50),
        over('the load generator itself', ({ seen }) => seen.generatorLagMs),
      ],
      cores: [
        over('nginx and Varnish', (each) => each.edgeCores),
        over('origin', (each) => each.originCores),
      ],
      reloads: [over('reloads at the origin for a part', (each) => each.reloadsAPart)],
    },
  };
}

export const scenario: Scenario = {
  name: 'scale-viewers',
  title: 'Viewers at one edge, 10 to 5,000',
  explains:
    'Viewers who follow every part of one rendition (50 kB a part of 0.5 s, 800 kbit/s) through nginx and Varnish: blocking reloads, think time up to 20 ms, a connection each. How much later a part is announced to a viewer than to the first one. The load generator shares the machine, so the bend is where both together fill it: where its own line rises, it measures itself.',
  figures: [
    { key: 'carried', title: 'most viewers with p95 under 300 ms late', unit: 'viewers' },
    { key: 'coresAThousand', title: 'nginx and Varnish for a thousand viewers', unit: 'core' },
    { key: 'megabitsAViewer', title: 'sent to a viewer', unit: 'Mbit/s' },
    { key: 'requestsAViewer', title: 'requests of a viewer', unit: '/s' },
    { key: 'reloadsAPart', title: 'reloads at the origin for a part, at most', unit: 'requests' },
    { key: 'originCores', title: 'origin, at most', unit: 'core' },
  ],
  plots: [
    { key: 'lateness', title: 'A part is announced later than to the first viewer', x: 'viewers', y: 'ms' },
    { key: 'cores', title: 'CPU of edge and origin', x: 'viewers', y: 'core' },
    { key: 'reloads', title: 'What reaches the origin', x: 'viewers', y: 'requests' },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
