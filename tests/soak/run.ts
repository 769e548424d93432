import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '#kernel';
import { machineFacts } from '../bench/machine.js';
import { endProgress, progressLine } from '../bench/progress.js';
import { type CameraOptions, findChromium } from '../support/engines/chromium.js';
import { HlsAudience } from '../support/hls-load/hls-audience.js';
import { inTime } from '../support/kernel/in-time.js';
import { seededRandom } from '../support/kernel/seeded-random.js';
import { ShowUnderTest } from '../support/server/show-under-test.js';
import { missingRenditions } from './missing-renditions.js';
import { RandomShow } from './random-show.js';
import { warningsIn } from './server-warnings.js';
import { type SoakRecord, writeSoakReport } from './soak-report.js';
import { sampleOf } from './soak-sample.js';
import { SoakViewer } from './soak-viewer.js';

const root = join(import.meta.dirname, '..', '..');
const out = join(root, 'tests', 'out');
/** Between two actions; the audience is measured meanwhile. */
const ROUND_SECONDS = 10;
const LOOK_WITHIN_MS = 90_000;
/** Browsers, thousands of requests and the show share one machine: small cameras and a quick encoder. */
const CAMERA: CameraOptions = { width: 640, height: 360, frameRate: 15 };
const SETTINGS = { PROSCENIUM_PROGRAMME_PRESET: 'ultrafast' };

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    viewers: { type: 'string', default: '200' },
    /** A sentence for the report, of what else ran on the machine. */
    note: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    report: { type: 'boolean', default: false },
  },
});

/** One action, then ten seconds of looking. */
async function round(
  show: ShowUnderTest,
  parts: Parts,
  record: SoakRecord,
  atMinutes: number,
): Promise<void> {
  const beganMs = systemClock.monotonicMs();
  const action = await parts.random.doSomething();
  record.actions.push({ ...action, atMinutes });
  const seen = await parts.audience.measure(ROUND_SECONDS);
  const roundMs = systemClock.monotonicMs() - beganMs;
  record.rounds.push({
    ...sampleOf(show.server, atMinutes),
    audience: seen,
    missing: await missingRenditions(playbackUrlOf(show)),
    seen: await inTime(LOOK_WITHIN_MS, 'a look at the viewer', parts.viewer.look(roundMs)),
  });
}

const playbackUrlOf = ({ server, showId }: ShowUnderTest) =>
  `${server.url.replace('localhost', '127.0.0.1')}/live/${showId}/index.m3u8`;

interface Parts {
  random: RandomShow;
  audience: HlsAudience;
  viewer: SoakViewer;
}

async function gather(show: ShowUnderTest, viewers: number): Promise<Parts> {
  const random = seededRandom(Number(values.seed));
  const audience = await HlsAudience.gather({
    playbackUrl: playbackUrlOf(show),
    viewers,
    rampMs: 10_000,
    thinkMs: 20,
    // The rung that stays when a machine under pressure gives up others.
    pickVariant: (variants) => variants.at(-1),
    random,
  });
  return { random: new RandomShow(show, random, CAMERA), audience, viewer: await SoakViewer.open(show) };
}

/** A round that breaks is reported; only a server that is gone ends the run before its time. */
async function soak(record: SoakRecord, keep: () => Promise<void>): Promise<void> {
  const progress = progressLine('soak');
  const show = await ShowUnderTest.open({ camera: CAMERA, server: { env: SETTINGS } });
  try {
    await show.goLive();
    const parts = await gather(show, record.viewers);
    const beganMs = systemClock.monotonicMs();
    const minutes = () => (systemClock.monotonicMs() - beganMs) / 60_000;
    while (minutes() < record.minutes) {
      await round(show, parts, record, minutes()).catch((error: unknown) => {
        record.broken.push(`${minutes().toFixed(1)} min: ${String(error).split('\n')[0]}`);
      });
      if (show.server.processes.length === 0) throw new Error('the server is gone');
      const last = record.actions.at(-1);
      progress(
        `${minutes().toFixed(1)} of ${record.minutes} min, ${last?.name}${last?.failure ? ': failed' : ''}`,
      );
      record.warnings = warningsIn(show.server.lines.all);
      await keep();
    }
    await parts.audience.close();
  } finally {
    await show.close().catch((error: unknown) => record.broken.push(`at the end: ${String(error)}`));
  }
}

const record: SoakRecord = {
  machine: await machineFacts(findChromium()),
  minutes: Number(values.minutes),
  viewers: Number(values.viewers),
  note: values.note,
  rounds: [],
  actions: [],
  warnings: {},
  broken: [],
};
await mkdir(out, { recursive: true });
/** Kept after each round: a run that is cut off still has what it saw. */
const keep = () => writeFile(join(out, 'soak.json'), JSON.stringify(record, undefined, 2));
let status = 0;
await soak(record, keep).catch((error: unknown) => {
  console.error(error);
  record.broken.push(`ended early: ${String(error).split('\n')[0]}`);
  status = 1;
});
endProgress();
await keep();
if (values.report && record.rounds.length > 0) await writeSoakReport(join(root, 'docs'), record);
const last = record.rounds.at(-1);
console.log(
  `soak | ${record.actions.length} actions, ${record.actions.filter(({ failure }) => failure).length} could not be done, ${last?.residentMiB.toFixed(0)} MiB, ${last?.handles} descriptors, ${last?.processes} processes`,
);
for (const fact of record.broken) console.log(`soak | ${fact}`);
// What a broken show left behind must not keep the run from ending.
process.exit(status);
