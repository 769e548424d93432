import { Lifetime } from '#kernel';
import { startEdge } from '../../../infra/cdn/edge.mjs';
import type { VideoReading } from '../../support/meters/page-meters.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { announcementsMs, playlistsOf } from '../crowds/announced-parts.js';
import type { Bench, FigureSpec, Scenario, ScenarioRun } from '../scenario.js';
import { type FilmedShow, filmedShow, type ProgrammeSize } from './filmed-show.js';
import { WatchedShow } from './watched-show.js';

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
  /** Is the small programme measured as well, after the default one? */
  isBesideSmall?: boolean;
  /** Answers where the page is had from. */
  before?(bench: Bench, show: FilmedShow): Promise<string>;
}

const SHARED =
  'Viewer, encoders and server share two cores here; what of it is the machine is not told apart. A viewer on a machine of its own would.';

const figuresOf = ({ goals: { medianMs, p95Ms }, isBesideSmall }: PlayerScenario): FigureSpec[] => [
  {
    key: 'ageMedianMs',
    title: 'camera to screen, median',
    unit: 'ms',
    goal: { atMost: medianMs },
    whenMissed: SHARED,
  },
  {
    key: 'ageP95Ms',
    title: 'camera to screen, 95th percentile',
    unit: 'ms',
    goal: { atMost: p95Ms },
    whenMissed: SHARED,
  },
  { key: 'stalls', title: 'stalls', unit: 'stalls', goal: { atMost: 0 }, whenMissed: SHARED },
  {
    key: 'startMs',
    title: 'from the address to the first frame, median',
    unit: 'ms',
    goal: { atMost: 700 },
    whenMissed: SHARED,
  },
  {
    key: 'framesASecond',
    title: 'frames shown a second, of 30',
    unit: '/s',
    goal: { atLeast: 29.5 },
    whenMissed: SHARED,
  },
  { key: 'heightPx', title: 'height of the rendition that was shown', unit: 'px' },
  { key: 'requestsASecond', title: 'requests of the viewer', unit: '/s' },
  { key: 'stageMs', title: 'of it: from the camera to the programme', unit: 'ms' },
  { key: 'videoMs', title: 'of it: from the end of a part of video to its announcement', unit: 'ms' },
  { key: 'audioMs', title: 'the same for a part of audio', unit: 'ms' },
  {
    key: 'playerMs',
    title: 'of it: from the announcement to the screen, the part itself included',
    unit: 'ms',
  },
  ...(isBesideSmall
    ? [
        {
          key: 'smallMedianMs',
          title: 'the small programme (640x360, one rung), camera to screen, median',
          unit: 'ms',
        },
        { key: 'smallP95Ms', title: 'the small programme, 95th percentile', unit: 'ms' },
      ]
    : []),
];

interface Watching {
  bench: Bench;
  show: FilmedShow;
  from: string;
  seconds: number;
}

function framesASecond(readings: readonly VideoReading[]): number {
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last || first === last) return 0;
  return ((last.presentedFrames - first.presentedFrames) * 1_000) / (last.wallMs - first.wallMs);
}

/** One viewer who has settled. The time is split by what the playlists and the player say of the programme's clock. */
async function watch({ bench, show, from, seconds }: Watching) {
  const watched = await WatchedShow.open(show, from);
  bench.progress('settling');
  await watched.readings(SETTLING_SECONDS[bench.mode]);
  watched.behindProgrammeMs.length = 0;
  const [stallsBefore, requestsBefore] = [await watched.stalls(), watched.requests];
  const playlists = await playlistsOf(`${from}/live/${show.showId}/index.m3u8`);
  const [readings, video, audio] = await Promise.all([
    watched.readings(seconds, (second) => bench.progress(`second ${second}`)),
    announcementsMs(playlists.video, PARTS),
    announcementsMs(playlists.audio, PARTS),
  ]);
  const requests = watched.requests - requestsBefore;
  const ages = show.agesMs(readings);
  const stageMs = median(ages) - median(watched.behindProgrammeMs);
  return {
    ageMedianMs: median(ages),
    ageP95Ms: percentile(ages, 0.95),
    stalls: (await watched.stalls()) - stallsBefore,
    startMs: watched.startMs,
    framesASecond: framesASecond(readings),
    heightPx: median(readings.map(({ height }) => height)),
    requestsASecond: requests / seconds,
    stageMs,
    videoMs: median(video),
    audioMs: median(audio),
    playerMs: median(ages) - stageMs - median(video),
  };
}

async function ofSize<T>(
  { lifetime }: Bench,
  options: PlayerScenario,
  size: ProgrammeSize,
  measure: (show: FilmedShow) => Promise<T>,
): Promise<T> {
  const own = new Lifetime();
  lifetime.adopt(() => own.close());
  const measured = await measure(await filmedShow(own, options.profile, size));
  await own.close();
  return measured;
}

/** Our page plays a real show, as `npm start` makes it. */
export function playerScenario(options: PlayerScenario): Scenario {
  const { name, title, profile, through, longSeconds } = options;
  const run = async (bench: Bench): Promise<ScenarioRun> => {
    const seconds = (bench.mode === 'full' && longSeconds) || SECONDS[bench.mode];
    const figures = await ofSize(bench, options, 'default', async (show) => {
      const from = (await options.before?.(bench, show)) ?? show.server.url;
      const starts = await startsMs(bench, show, from);
      const watched = await watch({ bench, show, from, seconds });
      return { ...watched, startMs: median([...starts, watched.startMs]) };
    });
    if (!options.isBesideSmall) return { figures };
    bench.progress('the small programme');
    const small = await ofSize(bench, options, 'small', (show) =>
      watch({ bench, show, from: show.server.url, seconds }),
    );
    return { figures: { ...figures, smallMedianMs: small.ageMedianMs, smallP95Ms: small.ageP95Ms } };
  };
  return {
    name,
    title,
    explains: `The show that comes with a fresh server (1280x720 at 30 a second in three rungs, veryfast, an encode for the front row too, profile ${profile}), with a host whose camera of 720p was encoded before and comes by RTMP: each frame bears the time at which it left as a bar code. ${through}, and our page in headless Chromium, where the bar code is read back; everything shares one machine. The split is by the programme's clock in the playlists.`,
    figures: figuresOf(options),
    runs: { quick: 1, full: longSeconds === undefined ? 3 : 1 },
    ...(longSeconds === undefined ? {} : { isLong: true }),
    run,
  };
}

/** Our page with nginx and Varnish before the server. */
export const playerAtEdge = (options: Omit<PlayerScenario, 'through' | 'before'>): Scenario =>
  playerScenario({
    ...options,
    through: 'Through nginx and Varnish',
    before: async (bench, show) => {
      const edge = await startEdge({ origin: show.server.url });
      bench.lifetime.adopt(() => edge.close());
      return edge.httpUrl;
    },
  });

/** Each in a browser profile that has nothing of the page. */
async function startsMs(bench: Bench, show: FilmedShow, from: string): Promise<number[]> {
  const starts: number[] = [];
  while (starts.length < STARTS[bench.mode] - 1) {
    bench.progress(`start ${starts.length + 1}`);
    const watched = await WatchedShow.open(show, from);
    starts.push(watched.startMs);
    await watched.page.context().close();
  }
  return starts;
}
