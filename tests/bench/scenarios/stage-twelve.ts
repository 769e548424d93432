import { silentLog, systemClock } from '#kernel';
import { processOf, TICKS_PER_SECOND } from '../../support/processes/processes.js';
import { OutboxLog, openStages } from '../../support/stage/stages-under-test.js';
import type { Bench, Scenario } from '../scenario.js';
import { StageCrowd } from '../stage/stage-crowd.js';

const SIZES = [2, 4, 8, 12];

async function measure(bench: Bench, size: number) {
  const isLargest = size === SIZES.at(-1);
  const forMs = bench.mode === 'quick' ? 2_500 : isLargest ? 60_000 : 8_000;
  const stages = await openStages(new OutboxLog(), { workers: 1, log: silentLog, clock: systemClock });
  bench.lifetime.adopt(() => stages.close());
  const crowd = await StageCrowd.create(await stages.openStage('crowd'), size);
  bench.lifetime.adopt(() => crowd.close());
  bench.progress(`${size} publishers, each receives ${size - 1}`);
  const pid = stages.workers[0]?.pid ?? 0;
  const cpuMs = async () => ((processOf(pid)?.cpuTicks ?? 0) / TICKS_PER_SECOND) * 1_000;
  const reading = await crowd.run(1_500, forMs, cpuMs);
  await stages.close();
  return { size, ...reading };
}

export const scenario: Scenario = {
  name: 'stage-twelve',
  title: 'Twelve on the stage, everybody receiving everybody',
  explains:
    "Publishers without a browser send a 30-a-second video (740 kbit/s in one layer) and audio over plain RTP; every other one receives both, encrypted as for a page. One media worker; its processor time is the kernel's account. Losses are gaps in any received stream.",
  figures: [
    { key: 'lostPackets', title: 'packets lost with 12 publishers', unit: '', goal: { atMost: 0 } },
    { key: 'receivedPackets', title: 'packets received with 12 publishers', unit: '' },
    { key: 'cores12', title: 'media worker with 12 publishers', unit: 'core' },
    { key: 'perStream12', title: 'a forwarded stream among 12', unit: 'millicore', beside: 'perStream2' },
    { key: 'perStream2', title: 'a forwarded stream between 2', unit: 'millicore' },
  ],
  plots: [
    { key: 'cost', title: 'Cost of all-to-all', x: 'forwarded streams', y: 'millicores of the media worker' },
  ],
  runs: { quick: 1, full: 1 },
  run: async (bench) => {
    const readings: Awaited<ReturnType<typeof measure>>[] = [];
    for (const size of SIZES) readings.push(await measure(bench, size));
    const perStream = ({ workerCores, forwardedStreams }: (typeof readings)[number]) =>
      (workerCores * 1_000) / forwardedStreams;
    const [two, twelve] = [readings.at(0), readings.at(-1)];
    if (two === undefined || twelve === undefined) throw new Error('nothing was measured');
    return {
      figures: {
        lostPackets: twelve.lost,
        receivedPackets: twelve.received,
        cores12: twelve.workerCores,
        perStream12: perStream(twelve),
        perStream2: perStream(two),
      },
      plots: {
        cost: [
          {
            name: 'media worker',
            points: readings.map(({ forwardedStreams, workerCores }) => [
              forwardedStreams,
              workerCores * 1_000,
            ]),
          },
        ],
      },
    };
  },
};
