// What the audience gets when a machine no longer carries the ladder, and when it does again. Real: worker thread,
// FFmpeg, its encoders. An encoder that gets next to no processor stands for the full machine.
import { afterEach, expect, test } from '@jest/globals';
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
/** What the encoder gets of each period. One that is stopped for longer at a time is taken for hung and replaced. */
const PULSE_MS = 4;
const PERIOD_MS = 150;
/** Of two, the one that costs more goes: the lowest is what everybody can fall back to. */
const [SHED, KEPT] = ['video-540', 'video-90'];

let show: ProgrammeUnderTest;
let feed: () => void = () => undefined;
afterEach(async () => {
  feed();
  await show.close();
});

/** Leaves the published encoder next to no processor until the end of it. */
async function starve(): Promise<() => void> {
  const pid = await publishedOf(videoEncoders());
  const signal = (name: NodeJS.Signals): void => {
    if (videoEncoders().includes(pid)) process.kill(pid, name);
  };
  signal('SIGSTOP');
  const timer = setInterval(() => {
    signal('SIGCONT');
    setTimeout(signal, PULSE_MS, 'SIGSTOP');
  }, PERIOD_MS);
  return () => {
    clearInterval(timer);
    setTimeout(signal, 2 * PULSE_MS, 'SIGCONT');
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
  feed();
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
