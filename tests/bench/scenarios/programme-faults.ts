import { Programme, type ProgrammeEvent } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { bringOn } from '../../support/compositor/bring-on.js';
import { RecordingSink } from '../../support/compositor/recording-sink.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { treeOf } from '../../support/processes/processes.js';
import type { Bench, Scenario } from '../scenario.js';
import { busyGuest } from '../stage/moving-clips.js';

/** Between the kills, and the time for which a tile is watched after one: measured time, so no signal ends it. */
const SETTLE_MS = 1_500;

const childrenOf = (pattern: RegExp): number[] =>
  treeOf(process.pid)
    .filter(({ command }) => pattern.test(command))
    .map(({ pid }) => pid);

function until(programme: Programme, isMeant: (event: ProgrammeEvent) => boolean): Promise<number> {
  return new Promise((resolve) => {
    const off = programme.events.on('event', (event) => {
      if (!isMeant(event)) return;
      off();
      resolve(systemClock.monotonicMs());
    });
  });
}

/** Kills every child of this kind and says how long it takes until `isBack`. */
async function killed(pattern: RegExp, isBack: () => Promise<number>): Promise<number> {
  const back = isBack();
  const killedMs = systemClock.monotonicMs();
  for (const pid of childrenOf(pattern)) process.kill(pid, 'SIGKILL');
  return (await back) - killedMs;
}

async function runAll(bench: Bench) {
  const rounds = bench.mode === 'quick' ? 4 : 12;
  const guest = await busyGuest(0);
  const sink = new RecordingSink();
  const programme = await Programme.create({}, sink, { clock: systemClock, log: silentLog });
  bench.lifetime.adopt(() => programme.close());
  const joins: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bench.progress(`join ${round + 1} of ${rounds}`);
    await systemClock.sleep(SETTLE_MS);
    const id = `guest-${round}`;
    const seen = until(programme, (event) => event.kind === 'video-began' && event.participantId === id);
    const askedMs = systemClock.monotonicMs();
    await bringOn(programme, { id, name: id, ...guest });
    joins.push((await seen) - askedMs);
    if (round >= 3) programme.removeParticipant(`guest-${round - 3}`);
  }
  const dark: number[] = [];
  const gaps: number[] = [];
  for (let round = 0; round < rounds / 2; round += 1) {
    bench.progress(`kill ${round + 1}`);
    await systemClock.sleep(SETTLE_MS);
    const count = sink.of('video-720').length;
    const isBack = () =>
      sink
        .until((all) => (all.of('video-720')[count]?.firstByteMs ?? 0) > 0)
        .then(() => systemClock.monotonicMs());
    gaps.push(await killed(/ffmpeg.* libx264 /, isBack));
    await systemClock.sleep(SETTLE_MS);
    const lost = (event: ProgrammeEvent) => event.kind === 'video-lost';
    let isLost = false;
    const off = programme.events.on('event', (event) => {
      if (lost(event)) isLost = true;
    });
    for (const pid of childrenOf(/ffmpeg.* mkvtimestamp_v2 /)) process.kill(pid, 'SIGKILL');
    await systemClock.sleep(SETTLE_MS);
    off();
    dark.push(isLost ? 1 : 0);
  }
  return {
    figures: {
      joinMedianMs: median(joins),
      joinP95Ms: percentile(joins, 0.95),
      encoderBackMs: median(gaps),
      placeholders: dark.reduce((sum, one) => sum + one, 0),
    },
  };
}

export const scenario: Scenario = {
  name: 'programme-faults',
  title: 'Joining a programme, and losing its children',
  explains:
    'How long it takes from "bring on stage" until the guest is in the programme, with a sender who answers a request for a key frame with the next frame; and what kill -9 of its children costs: until the new encoder has given its first fragment, and in how many rounds a tile showed its placeholder after all decoders were killed.',
  figures: [
    { key: 'joinMedianMs', title: 'into the programme, median', unit: 'ms' },
    { key: 'joinP95Ms', title: 'into the programme, 95th percentile', unit: 'ms', goal: { atMost: 500 } },
    { key: 'encoderBackMs', title: 'first fragment after the video encoder was killed', unit: 'ms' },
    {
      key: 'placeholders',
      title: 'rounds with a placeholder after all decoders were killed',
      unit: 'rounds',
    },
  ],
  runs: { quick: 1, full: 2 },
  run: runAll,
};
