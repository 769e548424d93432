import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '#kernel';
import { machineFacts } from '../bench/machine.js';
import { endProgress, progressLine } from '../bench/progress.js';
import { findChromium } from '../support/chromium.js';
import { HlsAudience } from '../support/hls-load/hls-audience.js';
import { seededRandom } from '../support/seeded-random.js';
import { ShowUnderTest } from '../support/show-under-test.js';
import { doSomething } from './random-show.js';
import { type SoakRecord, writeSoakReport } from './soak-report.js';
import { sampleOf } from './soak-sample.js';

const root = join(import.meta.dirname, '..', '..');
/** Between two deeds; the audience is measured meanwhile. */
const ROUND_SECONDS = 10;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    viewers: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    report: { type: 'boolean', default: false },
  },
});

async function soak(record: SoakRecord): Promise<void> {
  const random = seededRandom(Number(values.seed));
  const progress = progressLine('soak');
  const show = await ShowUnderTest.open();
  try {
    await show.goLive();
    const audience = await HlsAudience.gather({
      playbackUrl: `${show.server.url.replace('localhost', '127.0.0.1')}/live/${show.showId}/index.m3u8`,
      viewers: record.viewers,
      rampMs: 10_000,
      thinkMs: 20,
      random,
    });
    const beganMs = systemClock.monotonicMs();
    const minutes = () => (systemClock.monotonicMs() - beganMs) / 60_000;
    while (minutes() < record.minutes) {
      const deed = await doSomething(show, random);
      record.deeds.push(deed);
      record.audience.push({ ...(await audience.measure(ROUND_SECONDS)), atMinutes: minutes() });
      record.samples.push(sampleOf(show.server, minutes()));
      progress(`${minutes().toFixed(1)} of ${record.minutes} min, ${deed}`);
    }
    await audience.close();
  } finally {
    await show.close();
  }
}

const record: SoakRecord = {
  machine: await machineFacts(findChromium()),
  minutes: Number(values.minutes),
  viewers: Number(values.viewers),
  samples: [],
  audience: [],
  deeds: [],
};
let status = 0;
await soak(record).catch((error: unknown) => {
  console.error(error);
  status = 1;
});
endProgress();
await mkdir(join(root, 'tests', 'out'), { recursive: true });
await writeFile(join(root, 'tests', 'out', 'soak.json'), JSON.stringify(record, undefined, 2));
if (values.report && status === 0) await writeSoakReport(join(root, 'docs'), record);
const last = record.samples.at(-1);
console.log(
  `soak | ${record.deeds.length} deeds, ${last?.residentMiB.toFixed(0)} MiB, ${last?.handles} descriptors, ${last?.processes} processes`,
);
// What a broken show left behind must not keep the run from ending.
process.exit(status);
