// What the audience gets when a machine no longer carries the ladder, and when it does again. Real: worker thread,
// FFmpeg, its encoders. An encoder that gets next to no processor stands for the full machine.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { publishedOf, videoEncoders } from '../../support/compositor/programme-children.js';
import { ProgrammeUnderTest } from '../../support/compositor/programme-under-test.js';
import { decodeFrames, type RecordedRun } from '../../support/compositor/recording-sink.js';

/** Large enough that an encoder with next to no processor falls behind on a fast machine too, and small enough for a slow one. */
const SETTINGS = {
  ...{ width: 960, height: 540, preset: 'medium' as const, recoverySeconds: 2 },
  rungs: [
    { shortSidePx: 540, bitrate: 1_200_000 },
    { shortSidePx: 90, bitrate: 100_000 },
  ],
};
/** An encoder that is new is not judged. */
const JUDGED_FROM_TICKS = 9 * 30;
/**
 * Processor time that the encoder gets of each period, however long it waits for it: beside others, a share of wall time
 * may be none at all, and an encoder that does nothing for half a second is taken for hung and replaced.
 */
const PULSE_MS = 5;
const PERIOD_MS = 150;
const LOOK_EVERY_MS = 1;
/** Of two, the one that costs more goes: the lowest is what everybody can fall back to. */
const [SHED, KEPT] = ['video-540', 'video-90'];

let show: ProgrammeUnderTest;
let feed: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await feed();
  await show.close();
});

/** Of all threads. */
function usedMs(pid: number): number {
  const folder = `/proc/${pid}/task`;
  const threads = readdirSync(folder).map((thread) =>
    readFileSync(join(folder, thread, 'schedstat'), 'utf8'),
  );
  return threads.reduce((sum, each) => sum + Number(each.split(' ')[0]) / 1e6, 0);
}

/** Leaves the published encoder next to no processor until the end of it. */
async function starve(): Promise<() => Promise<void>> {
  const pid = await publishedOf(videoEncoders());
  let isOver = false;
  const isThere = () => existsSync(`/proc/${pid}/task`);
  const pulse = async () => {
    while (!isOver && isThere()) {
      process.kill(pid, 'SIGSTOP');
      await systemClock.sleep(PERIOD_MS);
      if (isOver || !isThere()) break;
      const before = usedMs(pid);
      process.kill(pid, 'SIGCONT');
      do await systemClock.sleep(LOOK_EVERY_MS);
      while (!isOver && isThere() && usedMs(pid) - before < PULSE_MS);
    }
    if (isThere()) process.kill(pid, 'SIGCONT');
  };
  const pulsing = pulse().catch(() => undefined);
  return () => {
    isOver = true;
    return pulsing;
  };
}

const endOf = async (run: RecordedRun): Promise<number> =>
  run.start.units + (await decodeFrames(run, 64, 36)).count;

test('a rung that the machine does not carry is shed and restored, and the other loses no frame', async () => {
  show = await ProgrammeUnderTest.create(SETTINGS);
  await show.healthy(({ ticks }) => ticks > JUDGED_FROM_TICKS);
  const [shed, restored] = ['rung-shed', 'rung-restored'].map((kind) =>
    show.happened((event) => event.kind === kind),
  );
  feed = await starve();
  const gone = await shed;
  await feed();
  const fewer = await show.healthy(({ rungs }) => rungs.length === 1);
  const back = await restored;
  await show.sink.until(() => show.sink.of(SHED).length === 2);
  const { rungs } = await show.run(1);
  await show.close();

  expect(gone).toEqual({ kind: 'rung-shed', renditionId: SHED });
  expect(back).toEqual({ kind: 'rung-restored', renditionId: SHED });
  expect([fewer.rungs, rungs]).toEqual([[KEPT], [SHED, KEPT]]);
  const kept = show.sink.of(KEPT);
  expect(kept).toHaveLength(3);
  for (const [index, run] of kept.entries()) {
    const next = kept[index + 1];
    if (next) expect(await endOf(run)).toBe(next.start.units);
  }
  const [, again] = show.sink.of(SHED);
  // It begins with the same frame as the others, so that players may change over.
  expect(again?.start.units).toBe(kept[2]?.start.units);
  expect(show.sink.of('audio')).toHaveLength(1);
}, 180_000);
