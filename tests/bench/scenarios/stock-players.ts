import type { Page } from 'playwright-core';
import { startEdge } from '../../../infra/cdn/edge.mjs';
import { TestBrowser } from '../../support/chromium.js';
import { LiveProgramme } from '../../support/live-programme.js';
import {
  addPlayerPage,
  latencyMsOf,
  positionOf,
  SHAKA_IN_SEQUENCE,
  seenBy,
  startHls,
  startShaka,
} from '../../support/player-page.js';
import { median } from '../../support/statistics.js';
import { waitFor } from '../../support/wait-for.js';
import type { Bench, FigureSpec, Scenario, ScenarioRun } from '../scenario.js';

const STARTS_WITHIN_MS = 20_000;
const PLAYERS = {
  hls: startHls,
  shaka: startShaka,
  shakaInSequence: (page: Page, url: string) => startShaka(page, url, SHAKA_IN_SEQUENCE),
};
const NAMES = Object.keys(PLAYERS) as (keyof typeof PLAYERS)[];

async function run(bench: Bench): Promise<ScenarioRun> {
  const seconds = bench.mode === 'quick' ? 15 : 50;
  const live = await LiveProgramme.start({ addRoutes: addPlayerPage });
  bench.lifetime.adopt(() => live.close());
  await live.onAir();
  const edge = await startEdge({ origin: live.url });
  bench.lifetime.adopt(() => edge.close());
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const figures: Record<string, number> = {};
  const notes: string[] = [];
  for (const [place, base] of [
    ['origin', live.url],
    ['edge', edge.httpUrl],
  ] as const)
    for (const player of NAMES) {
      bench.progress(`${player} from the ${place}`);
      const page = await browser.newPage();
      await page.goto(`${base}/player`);
      const url = `${base}/live/${live.showId}/index.m3u8`;
      const startedMs = performance.now();
      await PLAYERS[player](page, url);
      await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
      figures[`${player}${place}StartMs`] = performance.now() - startedMs;
      const from = await positionOf(page);
      const latencies: number[] = [];
      await waitFor(`${player} to play on`, seconds * 2_000, async () => {
        if (player === 'hls') latencies.push(await latencyMsOf(page));
        return (await positionOf(page)) - from > seconds;
      });
      const { fatal, errors, stalls } = await seenBy(page);
      figures[`${player}${place}Errors`] = fatal.length + errors.length;
      figures[`${player}${place}Stalls`] = stalls;
      if (player === 'hls') figures[`hls${place}LatencyMs`] = median(latencies);
      if (fatal.length + errors.length > 0)
        notes.push(`${player} from the ${place}: ${[...fatal, ...errors].join(', ')}`);
      await page.close();
    }
  return { figures, notes };
}

const SHAKA_RESETS =
  'A fault of Shaka Player 5.2: it makes each negative offset of time a millisecond greater, and takes it for wrong if rounding leaves a whole millisecond between the two. Then it resets the decoder before every part, and the browser drops all of a segment but the part with the key frame. With its setting manifest.hls.sequenceMode it does not.';

const figuresOf = (player: string, name: string, place: string, whenMissed?: string): FigureSpec[] => [
  {
    key: `${player}${place}Errors`,
    title: `${name} from the ${place}: errors`,
    unit: 'errors',
    goal: { atMost: 0 },
  },
  {
    key: `${player}${place}Stalls`,
    title: `${name} from the ${place}: stalls`,
    unit: 'stalls',
    goal: { atMost: 0 },
    ...(whenMissed === undefined ? {} : { whenMissed }),
  },
  {
    key: `${player}${place}StartMs`,
    title: `${name} from the ${place}: from the address to moving pictures`,
    unit: 'ms',
  },
];

export const scenario: Scenario = {
  name: 'stock-players',
  title: 'Players as they come, from the origin and from the edge',
  explains:
    'hls.js and Shaka Player with stock settings, and Shaka Player with the one that docs/players.md asks for, in headless Chromium play a real programme (640x360 and 320x180 at 30 a second, x264 ultrafast, AAC, profile low) from the origin and through nginx and Varnish. Latency is from the programme clock to the position of the player, encoder included.',
  figures: [
    ...['origin', 'edge'].flatMap((place) => [
      ...figuresOf('hls', 'hls.js', place),
      {
        key: `hls${place}LatencyMs`,
        title: `hls.js from the ${place}: behind the programme, median`,
        unit: 'ms',
        goal: { atMost: 2_000 },
        whenMissed:
          'One start, right after the show began: where in a part it falls, and what the start of everything disturbs, stays for as long as hls.js plays. The scenario player-stock has the median of many starts.',
      },
      ...figuresOf('shaka', 'Shaka Player', place, SHAKA_RESETS),
      ...figuresOf('shakaInSequence', 'Shaka Player with sequenceMode', place),
    ]),
  ],
  runs: { quick: 1, full: 1 },
  run,
};
