import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { percentile } from '../../support/meters/statistics.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { chat, joinAll, startServer } from './audience-crowd.js';

const VIEWERS = { quick: 200, full: 1_000 } as const;
const RATES = { quick: [5, 20], full: [2, 5, 10, 20, 40, 80] } as const;
const SECONDS = { quick: 3, full: 6 } as const;
/** What the smaller crowd of the promise has to keep too. */
const LATE_MS = 500;

async function run(bench: Bench): Promise<ScenarioRun> {
  const { port, pid } = await startServer(bench);
  const viewers = await joinAll(bench, port, VIEWERS[bench.mode]);
  const steps: { rate: number; p95Ms: number; cores: number; share: number }[] = [];
  for (const rate of RATES[bench.mode]) {
    bench.progress(`${rate} messages a second`);
    const meter = CpuMeter.start(pid, () => 'server');
    const seconds = SECONDS[bench.mode];
    const { p95s, received } = await chat(viewers, seconds, rate);
    const share = received / (rate * seconds * viewers.length);
    steps.push({ rate, p95Ms: percentile(p95s, 0.95), cores: meter.stop().totalCores, share });
  }
  const carried = steps.filter(({ p95Ms, share }) => p95Ms <= LATE_MS && share > 0.999).at(-1);
  return {
    figures: {
      viewers: viewers.length,
      carried: carried?.rate ?? 0,
      coresAtMost: Math.max(...steps.map(({ cores }) => cores)),
    },
    plots: {
      delay: [{ name: 'p95, of 95 % of the viewers', points: steps.map((each) => [each.rate, each.p95Ms]) }],
      cores: [{ name: 'server', points: steps.map((each) => [each.rate, each.cores]) }],
    },
  };
}

export const scenario: Scenario = {
  name: 'scale-chat',
  title: 'Chat, 2 to 80 messages a second',
  explains:
    'A thousand viewers with real WebSockets (200 quick) read one chat into which more and more is said, each message stored in the embedded database. The crowd shares the machine.',
  figures: [
    { key: 'viewers', title: 'viewers', unit: 'sockets' },
    { key: 'carried', title: 'most messages with p95 under 500 ms', unit: '/s' },
    { key: 'coresAtMost', title: 'server, at most', unit: 'core' },
  ],
  plots: [
    { key: 'delay', title: 'From sending to reading', x: 'messages a second', y: 'ms' },
    { key: 'cores', title: 'CPU of the server', x: 'messages a second', y: 'core' },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
