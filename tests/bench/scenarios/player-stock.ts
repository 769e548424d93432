import { startEdge } from '../../../infra/cdn/edge.mjs';
import { watchVideo } from '../../support/meters/page-meters.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { filmedShow } from '../players/filmed-show.js';
import { PLAYER_SELECTOR, playWithHlsJs } from '../players/hls-page.js';
import { SETTLING_SECONDS } from '../players/player-figures.js';
import { WatchedShow } from '../players/watched-show.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const STARTS = { quick: 3, full: 11 } as const;
/** It never plays faster: where it begins is where it stays. */
const FRAMES = 150;
const FRAMES_WITHIN_MS = 45_000;

/** Where in a part a viewer comes decides how far behind they are for good: so many come, one after the other. */
async function run(bench: Bench): Promise<ScenarioRun> {
  const show = await filmedShow(bench.lifetime, 'low');
  const edge = await startEdge({ origin: show.server.url });
  bench.lifetime.adopt(() => edge.close());
  bench.progress('settling');
  const first = await WatchedShow.open(show, edge.httpUrl);
  await first.readings(SETTLING_SECONDS[bench.mode]);
  await first.page.context().close();
  const ages: number[] = [];
  while (ages.length < STARTS[bench.mode]) {
    bench.progress(`start ${ages.length + 1}`);
    const page = await show.browser.newPage();
    await playWithHlsJs(page, `${edge.httpUrl}/live/${show.showId}/index.m3u8`, { lowLatencyMode: true });
    const meter = await watchVideo(page, PLAYER_SELECTOR);
    const seen = await meter.readings.until('frames', FRAMES_WITHIN_MS, (all) =>
      all.length >= FRAMES ? show.agesMs(all) : undefined,
    );
    ages.push(median(seen));
    await page.context().close();
  }
  return { figures: { ageMedianMs: median(ages), ageP95Ms: percentile(ages, 0.95) } };
}

export const scenario: Scenario = {
  name: 'player-stock',
  title: 'hls.js as it comes on our programme, profile low: from the camera to the screen',
  explains:
    'The same show as for our player, through the same edge, played by hls.js with the settings that it comes with, on a page of its own. What our controller adds is the difference to the scenario player-edge-low.',
  figures: [
    {
      key: 'ageMedianMs',
      title: 'camera to screen, median over the starts',
      unit: 'ms',
      goal: { atMost: 2_000 },
      whenMissed:
        'It starts at the hold-back, which the specification wants to be three parts, and never plays faster to make up for the time that its start took. A hold-back of two parts, which is allowed, would close it at the price of stalls on lines that are not steady.',
    },
    { key: 'ageP95Ms', title: 'the start that is furthest behind, 95th percentile', unit: 'ms' },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
