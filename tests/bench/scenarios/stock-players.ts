import type { Page } from 'playwright-core';
import { startEdge } from '../../../infra/cdn/edge.mjs';
import { TestBrowser } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median } from '../../support/meters/statistics.js';
import { DEFAULT_LADDER, LiveProgramme } from '../../support/origin/live-programme.js';
import { playWithFfmpeg, playWithGStreamer } from '../../support/players/plain-players.js';
import {
  addPlayerPage,
  latencyMsOf,
  positionOf,
  SHAKA_IN_SEQUENCE,
  seenBy,
  startHls,
  startShaka,
} from '../../support/players/player-page.js';
import { announcementsMs, playlistsOf } from '../crowds/announced-parts.js';
import type { Bench, FigureSpec, Scenario, ScenarioRun } from '../scenario.js';

const SECONDS = { quick: 15, full: 120 } as const;
const STARTS_WITHIN_MS = 20_000;
const PARTS = 10;
const ON_A_PAGE = {
  hls: startHls,
  shaka: startShaka,
  shakaInSequence: (page: Page, url: string) => startShaka(page, url, SHAKA_IN_SEQUENCE),
};
const NAMES = Object.keys(ON_A_PAGE) as (keyof typeof ON_A_PAGE)[];
const PLAIN = { ffmpeg: playWithFfmpeg, gstreamer: playWithGStreamer };

/** Where a player gets the show, and for how long it plays it. */
interface PlayerRun {
  place: 'origin' | 'edge';
  base: string;
  seconds: number;
}

interface Played {
  figures: Record<string, number>;
  notes: string[];
}

const told = (player: string, { place }: PlayerRun, faults: string[]): string[] =>
  faults.length > 0 ? [`${player} from the ${place}: ${faults.join(', ')}`] : [];

async function onPage(browser: TestBrowser, player: keyof typeof ON_A_PAGE, run: PlayerRun): Promise<Played> {
  const { place, base, seconds } = run;
  const page = await browser.newPage();
  await page.goto(`${base}/player`);
  const startedMs = performance.now();
  await ON_A_PAGE[player](page, `${base}/live/show_1/index.m3u8`);
  await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
  const startMs = performance.now() - startedMs;
  const from = await positionOf(page);
  const latencies: number[] = [];
  await waitFor(`${player} to play on`, seconds * 2_000, async () => {
    if (player === 'hls') latencies.push(await latencyMsOf(page));
    return (await positionOf(page)) - from > seconds;
  });
  const { fatal, errors, stalls } = await seenBy(page);
  await page.close();
  const faults = [...fatal, ...errors];
  const key = `${player}${place}`;
  const figures: Record<string, number> = {
    [`${key}Errors`]: faults.length,
    [`${key}Stalls`]: stalls,
    [`${key}StartMs`]: startMs,
  };
  if (player === 'hls') figures[`${key}LatencyMs`] = median(latencies);
  return { figures, notes: told(player, run, faults) };
}

async function asProgram(player: keyof typeof PLAIN, run: PlayerRun): Promise<Played> {
  const faults = await PLAIN[player](`${run.base}/live/show_1/index.m3u8`, run.seconds);
  return { figures: { [`${player}${run.place}Errors`]: faults.length }, notes: told(player, run, faults) };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const live = await LiveProgramme.start({ renditions: DEFAULT_LADDER, addRoutes: addPlayerPage });
  bench.lifetime.adopt(() => live.close());
  await live.onAir();
  const edge = await startEdge({ origin: live.url });
  bench.lifetime.adopt(() => edge.close());
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const { video } = await playlistsOf(live.multivariantUrl);
  const played: Played[] = [
    { figures: { encodersMs: median(await announcementsMs(video, PARTS)) }, notes: [] },
  ];
  for (const [place, base] of [
    ['origin', live.url],
    ['edge', edge.httpUrl],
  ] as const) {
    bench.progress(`from the ${place}`);
    const run: PlayerRun = { place, base, seconds: SECONDS[bench.mode] };
    const all = [
      ...NAMES.map((player) => onPage(browser, player, run)),
      ...(['ffmpeg', 'gstreamer'] as const).map((player) => asProgram(player, run)),
    ];
    played.push(...(await Promise.all(all)));
  }
  return {
    figures: Object.assign({}, ...played.map(({ figures }) => figures)),
    notes: played.flatMap(({ notes }) => notes),
  };
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
    title: `${name} from the ${place}: from the address to moving video`,
    unit: 'ms',
  },
];

export const scenario: Scenario = {
  name: 'stock-players',
  title: 'Players as they come, from the origin and from the edge',
  explains:
    'hls.js and Shaka Player with stock settings, and Shaka Player with the one that docs/players.md asks for, in headless Chromium, FFmpeg and GStreamer as plain HLS clients, play a real programme (the default ladder of 720p, 480p and 360p at 30 a second, here by x264 ultrafast, AAC, profile low) for two minutes (15 s when quick), all at once, from the origin and then through nginx and Varnish. Latency is from the programme clock to the position of the player, encoder included.',
  figures: [
    ...['origin', 'edge'].flatMap((place) => [
      ...figuresOf('hls', 'hls.js', place),
      {
        key: `hls${place}LatencyMs`,
        title: `hls.js from the ${place}: behind the programme, median`,
        unit: 'ms',
        goal: { atMost: 2_000 },
        whenMissed:
          'The clock of this scenario runs before its encoders do, and what they begin late stands in it for good: the figure "of both" below. Beside that it is one start, right after the show began: where in a part it falls stays for as long as hls.js plays. From the camera to the screen, as the median of many starts, it is in the scenario player-stock.',
      },
      ...figuresOf('shaka', 'Shaka Player', place, SHAKA_RESETS),
      ...figuresOf('shakaInSequence', 'Shaka Player with sequenceMode', place),
      ...[
        ['ffmpeg', 'FFmpeg'],
        ['gstreamer', 'GStreamer'],
      ].map(([player, name]) => ({
        key: `${player}${place}Errors`,
        title: `${name} from the ${place}: errors`,
        unit: 'errors',
        goal: { atMost: 0 },
      })),
    ]),
    {
      key: 'encodersMs',
      title: 'of both: a part is announced after its end by the clock of the programme',
      unit: 'ms',
    },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
