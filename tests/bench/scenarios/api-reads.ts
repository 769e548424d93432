import { Agent, get } from 'node:http';
import { systemClock } from '#kernel';
import { CpuMeter, type ProcessGroup } from '../../support/meters/cpu-meter.js';
import { percentile } from '../../support/meters/statistics.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { DefaultShow } from '../stage/default-show.js';
import { FilmSender } from '../stage/film-sender.js';

const REQUESTS_A_SECOND = 200;
const agent = new Agent({ keepAlive: true, maxSockets: 50 });

const read = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    }).on('error', reject);
  });

/** At a steady pace, whether answers come or not: a slow server is seen as slow, not as less asked. */
async function ask(urls: readonly string[], seconds: number): Promise<{ delays: number[]; failed: number }> {
  const delays: number[] = [];
  const running: Promise<void>[] = [];
  let failed = 0;
  const startMs = systemClock.monotonicMs();
  for (let n = 0; n < REQUESTS_A_SECOND * seconds; n += 1) {
    const dueMs = startMs + (n * 1_000) / REQUESTS_A_SECOND;
    const waitMs = dueMs - systemClock.monotonicMs();
    // Not a wait for something: the pace is what is promised.
    if (waitMs > 1) await systemClock.sleep(waitMs);
    const sentMs = systemClock.monotonicMs();
    running.push(
      read(urls[n % urls.length] ?? '').then((status) => {
        delays.push(systemClock.monotonicMs() - sentMs);
        if (status !== 200) failed += 1;
      }),
    );
  }
  await Promise.all(running);
  return { delays, failed };
}

const ANSWERING = /\/apps\/(server|front)\/src\/main\.js/;
const answering: ProcessGroup = ({ command }) => (ANSWERING.test(command) ? 'answering' : 'others');

/** With what server and front take of a core for each of them; the media workers are apart. */
async function meteredAsk(server: ServerUnderTest, urls: readonly string[], seconds: number) {
  const meter = CpuMeter.start(server.supervisorPid, answering);
  const asked = await ask(urls, seconds);
  const { coresOf } = meter.stop();
  return { ...asked, cpuMs: ((coresOf.answering ?? 0) * 1_000) / REQUESTS_A_SECOND };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  bench.progress('a host on stage');
  const show = await DefaultShow.open(bench.lifetime);
  await show.bringHost(FilmSender.start);
  const { url } = show.server;
  const paths = [`/api/v1/shows/${show.showId}`, '/api/v1/shows?limit=20'].map((path) => url + path);
  const seconds = bench.mode === 'quick' ? 5 : 20;
  await ask(paths, 2);
  const idle = await meteredAsk(show.server, paths, seconds);
  await show.goLive();
  bench.progress('reads while it is live');
  const live = await meteredAsk(show.server, paths, seconds);
  return {
    figures: {
      idleP95Ms: percentile(idle.delays, 0.95),
      liveP95Ms: percentile(live.delays, 0.95),
      ratio: percentile(live.delays, 0.95) / percentile(idle.delays, 0.95),
      liveP50Ms: percentile(live.delays, 0.5),
      idleCpuMs: idle.cpuMs,
      liveCpuMs: live.cpuMs,
      failed: live.failed + idle.failed,
    },
  };
}

export const scenario: Scenario = {
  name: 'api-reads',
  title: 'Reading the API while a show is live',
  explains:
    'The whole server on the embedded database, with a host on stage whose camera was encoded before, answers 200 reads a second (a show, a list of shows) at a steady pace, before and while the show is live.',
  figures: [
    { key: 'liveP95Ms', title: 'p95 while live', unit: 'ms', beside: 'idleP95Ms', goal: { atMost: 20 } },
    {
      key: 'ratio',
      title: 'p95 while live over p95 before',
      unit: 'x',
      goal: { atMost: 1.3 },
      whenMissed:
        'Encoders and the host’s browser fill the two cores, and a read wakes the front, the server and the front again, each of which waits for a core. What a read takes of both stands below.',
    },
    { key: 'liveP50Ms', title: 'median while live', unit: 'ms' },
    { key: 'idleP95Ms', title: 'p95 before it is live', unit: 'ms' },
    { key: 'liveCpuMs', title: 'server and front, for a read while live', unit: 'ms of a core' },
    { key: 'idleCpuMs', title: 'server and front, for a read before', unit: 'ms of a core' },
    { key: 'failed', title: 'answers other than 200', unit: 'requests', goal: { atMost: 0 } },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
