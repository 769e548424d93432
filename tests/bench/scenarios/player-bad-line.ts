import { median, percentile } from '../../support/meters/statistics.js';
import { TcpRelay } from '../../support/network/tcp-relay.js';
import { filmedShow } from '../players/filmed-show.js';
import { WatchedShow } from '../players/watched-show.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const MINUTES = { quick: 0.5, full: 10 } as const;
const LINE = { delayMs: 20, jitterMs: 80, lossShare: 0.01 };

async function run(bench: Bench): Promise<ScenarioRun> {
  const show = await filmedShow(bench.lifetime, 'low');
  const line = await TcpRelay.create({ host: '127.0.0.1', port: show.server.port });
  bench.lifetime.adopt(() => line.close());
  line.impair(LINE);
  const watched = await WatchedShow.open(show, line.url);
  const ages = await watched.agesMs(MINUTES[bench.mode] * 60, (second) =>
    bench.progress(`second ${second} on the bad line`),
  );
  return {
    figures: {
      stalls: await watched.stalls(),
      startMs: watched.startMs,
      ageMedianMs: median(ages),
      ageP95Ms: percentile(ages, 0.95),
    },
  };
}

export const scenario: Scenario = {
  name: 'player-bad-line',
  title: 'The player behind 80 ms of jitter and 1 % of loss',
  explains:
    'The show that comes with a fresh server, as in player-low. Each piece of 1,448 bytes takes 20 to 100 ms in either direction, and one of a hundred is lost, comes 200 ms later and holds back its connection. Stalls in ten minutes (half a minute when quick), at whatever distance the player then chooses.',
  figures: [
    { key: 'stalls', title: 'stalls', unit: 'stalls', goal: { atMost: 1 } },
    { key: 'startMs', title: 'from the address to the first frame', unit: 'ms' },
    { key: 'ageMedianMs', title: 'camera to screen, median', unit: 'ms', goal: { atMost: 1_500 } },
    { key: 'ageP95Ms', title: 'camera to screen, 95th percentile', unit: 'ms' },
  ],
  runs: { quick: 1, full: 1 },
  isLong: true,
  run,
};
