import { waitFor } from '../../support/kernel/wait-for.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { median } from '../../support/meters/statistics.js';
import { BenchOrigin } from '../crowds/bench-origin.js';
import { WaitingPlayers } from '../crowds/waiting-players.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const PLAYERS = 5_000;
const RELEASES_WITHIN_MS = 20_000;

async function run(bench: Bench): Promise<ScenarioRun> {
  const origin = await BenchOrigin.start(50_000, 'live');
  bench.lifetime.adopt(() => origin.close());
  bench.progress(`${PLAYERS} connections`);
  const players = await WaitingPlayers.connect(origin.ready.url, PLAYERS);
  bench.lifetime.adopt(() => players.close());
  const spreads: number[] = [];
  const rounds = bench.mode === 'quick' ? 2 : 5;
  // The first round warms up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    bench.progress(`round ${round} of ${rounds}`);
    const spread = await oneRelease(origin, players);
    if (round > 0) spreads.push(spread);
  }
  const meter = CpuMeter.start(origin.pid, () => 'origin');
  await oneRelease(origin, players);
  return {
    figures: {
      lastAnswerMs: median(spreads),
      worstMs: Math.max(...spreads),
      originCores: meter.stop().totalCores,
    },
  };
}

/** All ask for one part that is a little ahead; the time from that part to the last answer. */
async function oneRelease(origin: BenchOrigin, players: WaitingPlayers): Promise<number> {
  const text = await (await fetch(`${origin.ready.url}${origin.ready.playlist}`)).text();
  const first = Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
  const msn = first + text.split('#EXTINF').length - 1 + 1;
  const answers = await players.ask(`${origin.ready.playlist}?_HLS_msn=${msn}&_HLS_part=0`);
  const failed = answers.filter((answer) => answer.status !== 200).length;
  if (failed > 0) throw new Error(`${failed} of ${PLAYERS} reloads were refused`);
  const said = await waitFor('the origin to say so', RELEASES_WITHIN_MS, () => origin.saidOf(msn, 0));
  return Math.max(...answers.map((answer) => answer.atWallMs)) - said.atWallMs;
}

export const scenario: Scenario = {
  name: 'blocked-reloads',
  title: '5,000 players waiting on one part',
  explains:
    'Five thousand kept connections hold a blocking reload for the same part against one process of our origin. From the fragment reaching the packager to the last answer read by the load generator, which shares the machine.',
  figures: [
    {
      key: 'lastAnswerMs',
      title: 'last of 5,000 answers, median of the releases',
      unit: 'ms',
      goal: { atMost: 300 },
    },
    { key: 'worstMs', title: 'last of 5,000 answers, worst release', unit: 'ms' },
    { key: 'originCores', title: 'origin while it holds and releases', unit: 'core' },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
