import { systemClock } from '#kernel';
import { latenciesMs } from '../../support/judge-picture.js';
import { median } from '../../support/statistics.js';
import { TcpRelay } from '../../support/tcp-relay.js';
import { liveShow, WatchedShow } from '../../support/watched-show.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const CUT_MS = 3_000;
const SETTLING_SECONDS = 15;
/** Nobody sees a fifth of a second. */
const BACK_WITHIN_MS = 200;
const GIVEN_MS = 30_000;

async function run(bench: Bench): Promise<ScenarioRun> {
  const show = await liveShow(bench.lifetime, 'low');
  const line = await TcpRelay.create({ host: '127.0.0.1', port: show.server.port });
  bench.lifetime.adopt(() => line.close());
  const watched = await WatchedShow.open(show, line.url);
  bench.progress('settling');
  await watched.agesMs(SETTLING_SECONDS);
  const before = median(await watched.agesMs(5));
  bench.progress('the line is cut');
  line.cut();
  await systemClock.sleep(CUT_MS);
  line.mend();
  const mendedMs = systemClock.wallMs();
  const backAtMs = await watched.pictures.readings.until('the old distance', GIVEN_MS, (all) => {
    const after = all.filter((each) => each.wallMs > mendedMs);
    const index = after.findIndex(
      (_, at) =>
        after.length - at >= 15 &&
        latenciesMs(after.slice(at, at + 15)).every((ageMs) => ageMs < before + BACK_WITHIN_MS),
    );
    return after[index]?.wallMs;
  });
  return {
    figures: {
      backMs: Math.max(0, backAtMs - mendedMs),
      beforeMs: before,
      afterMs: median(await watched.agesMs(5)),
      stalls: await watched.stalls(),
    },
  };
}

export const scenario: Scenario = {
  name: 'player-cut',
  title: 'The player after the line was cut for three seconds',
  explains:
    'Nothing passes between our page and the origin for three seconds, then everything does. From then to the first second in which every picture is at most 200 ms older than before the cut.',
  figures: [
    { key: 'backMs', title: 'back at the distance', unit: 'ms', goal: { atMost: 10_000 } },
    { key: 'beforeMs', title: 'glass to glass before', unit: 'ms' },
    { key: 'afterMs', title: 'glass to glass when back', unit: 'ms' },
    { key: 'stalls', title: 'stalls', unit: 'stalls', goal: { atMost: 2 } },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
