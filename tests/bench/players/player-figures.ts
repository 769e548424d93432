import { startEdge } from '../../../infra/cdn/edge.mjs';
import { median, percentile } from '../../support/meters/statistics.js';
import type { ShowUnderTest } from '../../support/server/show-under-test.js';
import { announcementsMs, playlistsOf } from '../crowds/announced-parts.js';
import type { Bench, FigureSpec, Scenario, ScenarioRun } from '../scenario.js';
import { liveShow, WatchedShow } from './watched-show.js';

/** What the start of everything at once disturbed is over by then: guests' delays have found their place. */
export const SETTLING_SECONDS = { quick: 15, full: 45 } as const;
const SECONDS = { quick: 10, full: 60 } as const;
const PARTS = 20;
const STARTS = { quick: 3, full: 7 } as const;

interface PlayerScenario {
  name: string;
  title: string;
  profile: 'low' | 'ultra';
  through: string;
  goals: { medianMs: number; p95Ms: number };
  /** Watched for this long at full length instead of a minute, once. */
  longSeconds?: number;
  /** Answers where the page is had from. */
  before?(bench: Bench, show: ShowUnderTest): Promise<string>;
}

const SHARED =
  'Host, viewer, encoders and server share two cores here; what of it is the machine is not told apart yet. A viewer on a machine of its own would.';

const figuresOf = ({ medianMs, p95Ms }: PlayerScenario['goals']): FigureSpec[] => [
  {
    key: 'ageMedianMs',
    title: 'glass to glass, median',
    unit: 'ms',
    goal: { atMost: medianMs },
    whenMissed: SHARED,
  },
  {
    key: 'ageP95Ms',
    title: 'glass to glass, 95th percentile',
    unit: 'ms',
    goal: { atMost: p95Ms },
    whenMissed: SHARED,
  },
  { key: 'stalls', title: 'stalls', unit: 'stalls', goal: { atMost: 0 }, whenMissed: SHARED },
  {
    key: 'startMs',
    title: 'from the address to the first frame, median',
    unit: 'ms',
    goal: { atMost: 1_000 },
    whenMissed: SHARED,
  },
  { key: 'stageMs', title: 'of it: from the camera to the programme', unit: 'ms' },
  { key: 'videoMs', title: 'of it: from the end of a part of video to its announcement', unit: 'ms' },
  { key: 'audioMs', title: 'the same for a part of audio', unit: 'ms' },
  {
    key: 'playerMs',
    title: 'of it: from the announcement to the screen, the part itself included',
    unit: 'ms',
  },
];

/** Our page plays a real show; the time is split by what the playlists and the player say of the programme's clock. */
export function playerScenario(options: PlayerScenario): Scenario {
  const { name, title, profile, through, goals, longSeconds } = options;
  const run = async (bench: Bench): Promise<ScenarioRun> => {
    const show = await liveShow(bench.lifetime, profile);
    const from = (await options.before?.(bench, show)) ?? show.server.url;
    const starts = await startsMs(bench, show, from);
    const watched = await WatchedShow.open(show, from);
    bench.progress('settling');
    await watched.agesMs(SETTLING_SECONDS[bench.mode]);
    watched.behindProgrammeMs.length = 0;
    const stallsBefore = await watched.stalls();
    const seconds = (bench.mode === 'full' && longSeconds) || SECONDS[bench.mode];
    const playlists = await playlistsOf(`${from}/live/${show.showId}/index.m3u8`);
    const [ages, video, audio] = await Promise.all([
      watched.agesMs(seconds, (second) => bench.progress(`second ${second}`)),
      announcementsMs(playlists.video, PARTS),
      announcementsMs(playlists.audio, PARTS),
    ]);
    const stageMs = median(ages) - median(watched.behindProgrammeMs);
    return {
      figures: {
        ageMedianMs: median(ages),
        ageP95Ms: percentile(ages, 0.95),
        stalls: (await watched.stalls()) - stallsBefore,
        startMs: median([...starts, watched.startMs]),
        stageMs,
        videoMs: median(video),
        audioMs: median(audio),
        playerMs: median(ages) - stageMs - median(video),
      },
    };
  };
  return {
    name,
    title,
    explains: `A camera that draws the clock, the stage, the programme (640x360 at 30 a second, one rung, profile ${profile}), ${through}, and our page in headless Chromium, where the clock is read back; everything shares one machine. The split is by the programme's clock in the playlists.`,
    figures: figuresOf(goals),
    runs: { quick: 1, full: longSeconds === undefined ? 3 : 1 },
    ...(longSeconds === undefined ? {} : { isLong: true }),
    run,
  };
}

/** Our page with nginx and Varnish before the server. */
export const playerAtEdge = (options: Omit<PlayerScenario, 'through' | 'before'>): Scenario =>
  playerScenario({
    ...options,
    through: 'nginx and Varnish',
    before: async (bench, show) => {
      const edge = await startEdge({ origin: show.server.url });
      bench.lifetime.adopt(() => edge.close());
      return edge.httpUrl;
    },
  });

/** Each in a browser profile that has nothing of the page. */
async function startsMs(bench: Bench, show: ShowUnderTest, from: string): Promise<number[]> {
  const starts: number[] = [];
  while (starts.length < STARTS[bench.mode] - 1) {
    bench.progress(`start ${starts.length + 1}`);
    const watched = await WatchedShow.open(show, from);
    starts.push(watched.startMs);
    await watched.page.context().close();
  }
  return starts;
}
