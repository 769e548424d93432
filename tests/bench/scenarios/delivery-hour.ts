import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Programme, type RunOpening } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { bringOn } from '../../support/compositor/bring-on.js';
import { opusUnits, plain, vp8Units } from '../../support/compositor/guests.js';
import { HlsAudience } from '../../support/hls-load/hls-audience.js';
import { seededRandom } from '../../support/kernel/seeded-random.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { median } from '../../support/meters/statistics.js';
import { hlsFetch } from '../../support/origin/hls-client.js';
import { processOf } from '../../support/processes/processes.js';
import type { EncoderWord } from '../crowds/delivery-process.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const MIB = 2 ** 20;
const root = join(import.meta.dirname, '..', '..', '..');
const DELIVERY = join(root, 'tests/bench/crowds/delivery-process.ts');
const TYPESCRIPT = join(root, 'infra/bootstrap/typescript.mjs');
const VIEWERS = 20;
/** Until memory has what it needs: the live window, the players, the first plan of the engine. */
const SETTLE_MINUTES = 5;
/** A blocked reload is answered after three target durations at the latest. */
const ANSWER_WITHIN_MS = 15_000;
interface DeliveredShow {
  playbackUrl: string;
  /** What the process that cuts, keeps and serves it has in memory. */
  residentMiB(): number;
}

/** One guest, canvas and encoders here, without a browser; packager, disk and origin in a process of their own. */
async function startShow({ lifetime }: Bench): Promise<DeliveredShow> {
  const folder = temporaryFolder();
  lifetime.adopt(() => folder.remove());
  let delivery: ChildProcess | undefined;
  const say = (word: EncoderWord) => void delivery?.send(word);
  const programme = await Programme.create(
    {},
    {
      runOpened: (run: RunOpening) => say({ said: 'opened', run }),
      bytes: (renditionId, run, chunk) => say({ said: 'bytes', renditionId, run, chunk }),
      runClosed: (renditionId, run) => say({ said: 'closed', renditionId, run }),
    },
    { clock: systemClock, log: silentLog },
  );
  const about = [folder.path, JSON.stringify(programme.renditions), String(programme.anchorWallMs)];
  const started = fork(DELIVERY, about, { execArgv: ['--import', TYPESCRIPT], serialization: 'advanced' });
  delivery = started;
  lifetime.adopt(() => void started.kill());
  // What it says to the end is still heard.
  lifetime.adopt(() => programme.close());
  const live = once(started, 'message');
  const [video, audio] = await Promise.all([vp8Units(plain('0x2060a0')), opusUnits('sine=f=440', 2)]);
  await bringOn(programme, { id: 'guest', name: 'Rosa', video, audio });
  const [playbackUrl] = (await live) as [string];
  return { playbackUrl, residentMiB: () => (processOf(started.pid ?? 0)?.residentBytes ?? 0) / MIB };
}

/**
 * How long after its PROGRAM-DATE-TIME the newest part was there, asked with blocking reloads. What the origin
 * refuses, since nothing came for long, is logged and repeated: a pause of the machine must not cost the hour.
 */
async function* lagsMs(playlistUrl: string, refused: () => void): AsyncGenerator<number> {
  let url = playlistUrl;
  for (;;) {
    const { status, body } = await hlsFetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const nowMs = systemClock.wallMs();
    if (status !== 200) {
      refused();
      url = playlistUrl;
      continue;
    }
    const { segments, open, mediaSequence } = parseMediaPlaylist(body.toString('utf8'));
    const parts = open?.parts ?? [];
    const seconds = parts.reduce((sum, part) => sum + part.durationSeconds, 0);
    if (open !== undefined && parts.length > 0) yield nowMs - (open.programDateTimeMs + seconds * 1_000);
    url = `${playlistUrl}?_HLS_msn=${mediaSequence + segments.length}&_HLS_part=${parts.length}`;
  }
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const minutes = Number(process.env.BENCH_DELIVERY_MINUTES ?? (bench.mode === 'quick' ? 2 : 60));
  const show = await startShow(bench);
  const audience = await HlsAudience.gather({
    ...{ playbackUrl: `${show.playbackUrl}/index.m3u8`, viewers: VIEWERS, rampMs: 2_000, thinkMs: 20 },
    random: seededRandom(5),
  });
  bench.lifetime.adopt(() => audience.close());
  const multivariant = (await hlsFetch(`${show.playbackUrl}/index.m3u8`)).body.toString('utf8');
  const uri = multivariant.split('\n').find((line) => line !== '' && !line.startsWith('#')) ?? '';
  const beganMs = systemClock.monotonicMs();
  const lag: [number, number][] = [];
  const memory: [number, number][] = [];
  let inMinute: number[] = [];
  let refused = 0;
  const count = () => {
    refused += 1;
  };
  for await (const each of lagsMs(new URL(uri, `${show.playbackUrl}/index.m3u8`).href, count)) {
    inMinute.push(each);
    const passed = (systemClock.monotonicMs() - beganMs) / 60_000;
    if (passed < lag.length + 1) continue;
    // The least of a minute is what the machine did not make late.
    lag.push([lag.length, Math.min(...inMinute)]);
    memory.push([memory.length, show.residentMiB()]);
    inMinute = [];
    bench.progress(`minute ${lag.length} of ${minutes}`);
    if (passed >= minutes) break;
  }
  const some = Math.max(1, Math.min(SETTLE_MINUTES, Math.floor(lag.length / 3)));
  const values = (points: [number, number][]) => points.map(([, value]) => value);
  const grown = (points: [number, number][]) =>
    median(values(points).slice(-some)) - median(values(points).slice(some, 2 * some));
  return {
    figures: {
      minutes: lag.length,
      driftMs: Math.abs(median(values(lag).slice(-some)) - median(values(lag).slice(0, some))),
      lagMs: median(values(lag)),
      grownMiB: grown(memory),
      residentMiB: memory.at(-1)?.[1] ?? 0,
      refused,
    },
    plots: {
      lag: [{ name: 'least of a minute', points: lag }],
      memory: [{ name: 'resident', points: memory }],
    },
  };
}

export const scenario: Scenario = {
  name: 'delivery-hour',
  title: 'An hour of delivery: the dates in the playlist, and memory',
  explains:
    'One guest in the default programme (1280x720 in three rungs), encoded, then cut, kept on disk and served to twenty players by a process of its own, whose memory it is, for an hour (two minutes when quick). Blocking reloads tell how long after its PROGRAM-DATE-TIME each part was there; drift is how far the least lag of the last five minutes is from that of the first five. Growth compares the last five minutes with the second five.',
  figures: [
    { key: 'minutes', title: 'show', unit: 'min' },
    { key: 'driftMs', title: 'PROGRAM-DATE-TIME against the wall clock', unit: 'ms', goal: { atMost: 20 } },
    { key: 'lagMs', title: 'a part is there after the end that its date tells', unit: 'ms' },
    {
      key: 'grownMiB',
      title: 'memory grown',
      unit: 'MiB',
      goal: { atMost: 16 },
      whenMissed:
        'What is resident rises until the kept window and the collector have found their size, as the plot shows.',
    },
    { key: 'refused', title: 'reloads refused', unit: 'reloads', goal: { atMost: 0 } },
    { key: 'residentMiB', title: 'memory at the end', unit: 'MiB' },
  ],
  plots: [
    { key: 'lag', title: 'Lag behind PROGRAM-DATE-TIME', x: 'minute', y: 'ms' },
    { key: 'memory', title: 'Memory', x: 'minute', y: 'MiB' },
  ],
  runs: { quick: 1, full: 1 },
  isLong: true,
  run,
};
