import { systemClock } from '#kernel';
import type { VideoReading } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import { TcpRelay } from '../../support/network/tcp-relay.js';
import { filmedShow } from '../players/filmed-show.js';
import { WatchedShow } from '../players/watched-show.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

/** The length of the cut is the setting of the measurement. */
const CUT_MS = 3_000;
const SETTLING_SECONDS = 15;
/** Nobody sees a fifth of a second. */
const BACK_WITHIN_MS = 200;
const GIVEN_MS = 30_000;
/** Every second frame is read. */
const A_SECOND = 15;

async function run(bench: Bench): Promise<ScenarioRun> {
  const show = await filmedShow(bench.lifetime, 'low');
  const line = await TcpRelay.create({ host: '127.0.0.1', port: show.server.port });
  bench.lifetime.adopt(() => line.close());
  const watched = await WatchedShow.open(show, line.url);
  bench.progress('settling');
  await watched.readings(SETTLING_SECONDS);
  const from = watched.video.readings.all.length;
  const before = median(await watched.agesMs(5));
  const placeBefore = placeMs(watched.video.readings.all.slice(from));
  bench.progress('the line is cut');
  line.cut();
  await systemClock.sleep(CUT_MS);
  line.mend();
  const mendedMs = systemClock.wallMs();
  const backAtMs = await watched.video.readings
    .until('the old distance', GIVEN_MS, (all) => backAt(all, mendedMs, placeBefore + BACK_WITHIN_MS))
    .catch(() => undefined);
  return {
    figures: {
      ...(backAtMs === undefined ? {} : { backMs: Math.max(0, backAtMs - mendedMs) }),
      beforeMs: before,
      afterMs: median(await watched.agesMs(5)),
      stalls: await watched.stalls(),
    },
    notes: backAtMs === undefined ? [`not back at the distance within ${GIVEN_MS / 1_000} s`] : [],
  };
}

/** Where the player stands: the clock less the media's own time, whatever the stage does meanwhile. */
const placeMs = (all: readonly VideoReading[]): number =>
  median(all.map(({ wallMs, mediaTimeMs }) => wallMs - mediaTimeMs));

/** When the first second began that was played close enough to the edge. */
function backAt(all: readonly VideoReading[], fromMs: number, atMostMs: number): number | undefined {
  const after = all.filter((each) => each.wallMs > fromMs);
  const index = after.findIndex((_, at) => {
    const second = after.slice(at, at + A_SECOND);
    return second.length === A_SECOND && placeMs(second) < atMostMs;
  });
  return after[index]?.wallMs;
}

export const scenario: Scenario = {
  name: 'player-cut',
  title: 'The player after the line was cut for three seconds',
  explains:
    'The show that comes with a fresh server, as in player-low. Nothing passes between our page and the origin for three seconds, then everything does. From then to the first second in which the player is at most 200 ms further back on the media’s own time line than before the cut.',
  figures: [
    { key: 'backMs', title: 'back at the distance', unit: 'ms', goal: { atMost: 10_000 } },
    { key: 'beforeMs', title: 'camera to screen before', unit: 'ms' },
    { key: 'afterMs', title: 'camera to screen when back', unit: 'ms' },
    { key: 'stalls', title: 'stalls', unit: 'stalls', goal: { atMost: 2 } },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
