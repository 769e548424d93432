import { PLAYER_SELECTOR, playWithHlsJs } from '../../support/hls-page.js';
import { latenciesMs } from '../../support/judge-picture.js';
import { watchPicture } from '../../support/page-meters.js';
import { median, percentile } from '../../support/statistics.js';
import { liveShow } from '../../support/watched-show.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const FRAMES = { quick: 300, full: 1_800 } as const;
const SETTLING_FRAMES = 150;

async function run(bench: Bench): Promise<ScenarioRun> {
  const show = await liveShow(bench.lifetime, 'low');
  const page = await show.browser.newPage();
  await playWithHlsJs(page, `${show.server.url}/live/${show.showId}/index.m3u8`, { lowLatencyMode: true });
  const meter = await watchPicture(page, PLAYER_SELECTOR);
  const wanted = SETTLING_FRAMES + FRAMES[bench.mode];
  const ages = await meter.readings.until('frames', 30_000 + wanted * 100, (all) =>
    all.length >= wanted ? latenciesMs(all.slice(SETTLING_FRAMES)) : undefined,
  );
  return { figures: { ageMedianMs: median(ages), ageP95Ms: percentile(ages, 0.95) } };
}

export const scenario: Scenario = {
  name: 'player-stock',
  title: 'hls.js as it comes on our programme, profile low: from the camera to the screen',
  explains:
    'The same show as for our player, played by hls.js with the settings that it comes with, on a page of its own. What our controller adds is the difference to the scenario player-low.',
  figures: [
    {
      key: 'ageMedianMs',
      title: 'glass to glass, median',
      unit: 'ms',
      goal: { atMost: 2_000 },
      whenMissed:
        'It starts at the hold-back, which the specification wants to be three parts, and never plays faster to make up for the time that its start took. A hold-back of two parts, which is allowed, would close it at the price of stalls on lines that are not steady.',
    },
    { key: 'ageP95Ms', title: 'glass to glass, 95th percentile', unit: 'ms' },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
