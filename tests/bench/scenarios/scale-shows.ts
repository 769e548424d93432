import { systemClock } from '#kernel';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const AT_MOST = { quick: 2, full: 12 } as const;
const SECONDS = { quick: 3, full: 8 } as const;
const PART_MS = 500;

/** How old the newest moment of a show is that a viewer could have: a machine that is full falls behind. */
async function behindMs(url: string, showId: string): Promise<number> {
  const response = await fetch(`${url}/live/${showId}/video-360.m3u8`);
  const text = await response.text();
  const times = [...text.matchAll(/#EXT-X-PROGRAM-DATE-TIME:(\S+)/g)].map(([, iso = '']) => Date.parse(iso));
  const open = text.slice(text.lastIndexOf('#EXT-X-PROGRAM-DATE-TIME'));
  const parts = (open.match(/#EXT-X-PART:/g) ?? []).length;
  const newest = times.at(-1);
  if (newest === undefined) throw new Error(`no playlist of ${showId}: ${response.status}`);
  return performance.timeOrigin + performance.now() - (newest + parts * PART_MS);
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const server = await ServerUnderTest.start();
  bench.lifetime.adopt(() => server.dispose());
  const { owner } = await signedInOwner(server);
  const points: { shows: number; cores: number; behind: number }[] = [];
  let refusal = 'none: the scenario ended first';
  for (let shows = 1; shows <= AT_MOST[bench.mode]; shows += 1) {
    const made = await owner.post('/shows', { title: `Show ${shows}` });
    bench.progress(`${shows} shows`);
    const live = await owner.post(`/shows/${made.body.id}/live`);
    if (live.status >= 400) {
      refusal = `${live.status} ${live.body.code}: ${live.body.title ?? live.body.detail}`;
      break;
    }
    const meter = CpuMeter.start(server.pid);
    // As long as CPU is counted.
    await systemClock.sleep(SECONDS[bench.mode] * 1_000);
    const cores = meter.stop().totalCores;
    points.push({ shows, cores, behind: await behindMs(server.url, made.body.id) });
  }
  const [first, last] = [points.at(0), points.at(-1)];
  if (!first || !last) throw new Error(`not even one show: ${refusal}`);
  return {
    figures: {
      admitted: last.shows,
      firstCores: first.cores,
      coresAShow: last.cores / last.shows,
      behindMs: last.behind,
    },
    plots: {
      cores: [{ name: 'server and children', points: points.map((each) => [each.shows, each.cores]) }],
      behind: [{ name: 'newest show', points: points.map((each) => [each.shows, each.behind]) }],
    },
    notes: [`The next show was answered with: ${refusal}`],
  };
}

export const scenario: Scenario = {
  name: 'scale-shows',
  title: 'Shows on one machine, until admission refuses',
  explains:
    'A real server takes one show more on air, again and again, each with its slate, a ladder of 720p, 480p and 360p in x264 veryfast and audio; nobody is on stage yet, admission reserves for guests to come. CPU of the server and all its children, and how old the newest moment of the newest show is.',
  figures: [
    { key: 'admitted', title: 'shows on air when the next was refused', unit: 'shows' },
    { key: 'firstCores', title: 'one show, nobody on stage', unit: 'core' },
    { key: 'coresAShow', title: 'a show, when the machine is full', unit: 'core' },
    { key: 'behindMs', title: 'age of the newest part then', unit: 'ms' },
  ],
  plots: [
    { key: 'cores', title: 'CPU over shows', x: 'shows', y: 'core' },
    { key: 'behind', title: 'Age of the newest part of the newest show', x: 'shows', y: 'ms' },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
