import { startEdge } from '../../../infra/cdn/edge.mjs';
import { waitFor } from '../../support/kernel/wait-for.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { mean, percentile } from '../../support/meters/statistics.js';
import { processOf, TICKS_PER_SECOND, treeOf } from '../../support/processes/processes.js';
import { BenchOrigin } from '../crowds/bench-origin.js';
import { WaitingPlayers } from '../crowds/waiting-players.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const CROWDS = [50, 500, 2_000];
const AS_BROWSERS_ASK = 'Accept-Encoding: gzip\r\n';
const SAID_WITHIN_MS = 20_000;

interface Release {
  addedMs: number[];
  originRequests: number;
  /** Core time from the origin's answer to the last one. */
  edgeCoreMs: number;
  crowdCoreMs: number;
}

/** Of processes that are known, so that to look costs next to nothing. */
const coreMs = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + (processOf(pid)?.cpuTicks ?? 0), 0) * (1_000 / TICKS_PER_SECOND);

async function run(bench: Bench): Promise<ScenarioRun> {
  const origin = await BenchOrigin.start(50_000, 'live');
  bench.lifetime.adopt(() => origin.close());
  const edge = await startEdge({ origin: origin.ready.url });
  bench.lifetime.adopt(() => edge.close());
  const pids = [edge.pids.varnish, edge.pids.nginx].flatMap((pid) => treeOf(pid)).map(({ pid }) => pid);
  const figures: Record<string, number> = {};
  const rounds = bench.mode === 'quick' ? 3 : 10;
  for (const crowd of CROWDS) {
    bench.progress(`${crowd} viewers`);
    const players = await WaitingPlayers.connect(edge.httpUrl, crowd);
    await release(origin, players, pids);
    const meter = CpuMeter.start(edge.pids.varnish, () => 'varnish');
    const releases: Release[] = [];
    for (let round = 0; round < rounds; round += 1) releases.push(await release(origin, players, pids));
    figures[`varnishCores${crowd}`] = meter.stop().totalCores;
    figures[`added${crowd}`] = percentile(
      releases.flatMap((each) => each.addedMs),
      0.95,
    );
    figures[`edgeCoreMs${crowd}`] = mean(releases.map((each) => each.edgeCoreMs));
    figures[`crowdCoreMs${crowd}`] = mean(releases.map((each) => each.crowdCoreMs));
    figures[`requests${crowd}`] = Math.max(...releases.map((each) => each.originRequests));
    players.close();
  }
  return { figures };
}

/** All ask the edge for one part that is ahead. Added: from the origin's answer to a player of its own. */
async function release(
  origin: BenchOrigin,
  players: WaitingPlayers,
  edgePids: readonly number[],
): Promise<Release> {
  const text = await (await fetch(`${origin.ready.url}${origin.ready.playlist}`)).text();
  const msn = Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]) + text.split('#EXTINF').length;
  const path = `${origin.ready.playlist}?_HLS_msn=${msn}&_HLS_part=0`;
  const direct = await WaitingPlayers.connect(origin.ready.url, 1);
  const before = await origin.asked();
  const [answers, { reference, edgeBefore, crowdBefore }] = await Promise.all([
    players.ask(path, AS_BROWSERS_ASK),
    direct.ask(path, AS_BROWSERS_ASK).then(([reference]) => ({
      reference,
      edgeBefore: coreMs(edgePids),
      crowdBefore: process.cpuUsage(),
    })),
  ]);
  const edgeCoreMs = coreMs(edgePids) - edgeBefore;
  const { user, system } = process.cpuUsage(crowdBefore);
  direct.close();
  await waitFor('the origin to say so', SAID_WITHIN_MS, () => origin.saidOf(msn, 0));
  const failed = answers.filter((answer) => answer.status !== 200).length;
  if (failed > 0) throw new Error(`${failed} of ${answers.length} reloads were refused`);
  return {
    addedMs: answers.map((answer) => answer.atWallMs - (reference?.atWallMs ?? 0)),
    // One of them is the reference's own.
    edgeCoreMs,
    crowdCoreMs: (user + system) / 1_000,
    originRequests: (await origin.asked()) - before - 1,
  };
}

const figuresOf = (crowd: number) => [
  {
    key: `requests${crowd}`,
    title: `requests at the origin for a part, ${crowd} viewers`,
    unit: 'requests',
    goal: { atMost: 1 },
  },
  {
    key: `added${crowd}`,
    title: `added delay, 95th percentile, ${crowd} viewers`,
    unit: 'ms',
    goal: { atMost: 20 },
    whenMissed:
      'All are answered at one moment: the core time of edge and crowd that stands below, divided by the two cores that they share, is the delay. Eight cores for the edge, or four edges, and the crowd elsewhere would close it.',
  },
  { key: `edgeCoreMs${crowd}`, title: `core time of the edge for one release, ${crowd} viewers`, unit: 'ms' },
  { key: `crowdCoreMs${crowd}`, title: `core time of the crowd that reads it, ${crowd} viewers`, unit: 'ms' },
  { key: `varnishCores${crowd}`, title: `Varnish, ${crowd} viewers`, unit: 'core' },
];

export const scenario: Scenario = {
  name: 'edge-fan-out',
  title: 'The edge: many viewers, one request',
  explains:
    'Viewers hold a blocking reload of the same part through nginx and Varnish, one more asks the origin directly. Added delay is from the direct answer to each answer through the edge. Everything, the viewers too, shares one machine.',
  figures: CROWDS.flatMap(figuresOf),
  runs: { quick: 1, full: 3 },
  run,
};
