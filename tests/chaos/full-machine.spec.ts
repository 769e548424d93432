// What the audience gets when a machine no longer carries the ladder, and when it does again. Real: worker thread,
// FFmpeg, its encoders. An encoder that gets no processor stands for the full machine.
import { afterEach, expect, test } from '@jest/globals';
import { treeOf } from '../support/processes.js';
import { ProgrammeUnderTest } from '../support/stage/programme-under-test.js';
import { decodePictures, type RecordedEpoch } from '../support/stage/recording-sink.js';

const SETTINGS = {
  ...{ width: 320, height: 180, preset: 'ultrafast' as const, recoverySeconds: 2 },
  rungs: [
    { shortSidePx: 180, bitrate: 300_000 },
    { shortSidePx: 90, bitrate: 100_000 },
  ],
};

let show: ProgrammeUnderTest;
afterEach(() => show.close());

const videoEncoders = (): number[] =>
  treeOf(process.pid)
    .filter(({ command, state }) => /ffmpeg.* libx264 /.test(command) && state !== 'Z')
    .map(({ pid }) => pid);

const endOf = async (epoch: RecordedEpoch): Promise<number> =>
  epoch.start.units + (await decodePictures(epoch, 64, 36)).count;

test('a rung that the machine does not carry goes and comes back, and the other loses no picture', async () => {
  show = await ProgrammeUnderTest.create(SETTINGS);
  await show.healthy(({ ticks }) => ticks > 0);
  const [shed, restored] = ['rung-shed', 'rung-restored'].map((kind) =>
    show.happened((event) => event.kind === kind),
  );
  const stopped = videoEncoders();
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  const gone = await shed;
  for (const pid of stopped) process.kill(pid, 'SIGCONT');
  const fewer = await show.healthy(({ rungs }) => rungs.length === 1);
  const back = await restored;
  await show.sink.until(() => show.sink.of('video-90').length === 2);
  const { rungs } = await show.run(1);
  await show.close();

  expect(gone).toEqual({ kind: 'rung-shed', renditionId: 'video-90' });
  expect(back).toEqual({ kind: 'rung-restored', renditionId: 'video-90' });
  expect([fewer.rungs, rungs]).toEqual([['video-180'], ['video-180', 'video-90']]);
  const kept = show.sink.of('video-180');
  expect(kept).toHaveLength(3);
  for (const [index, epoch] of kept.entries()) {
    const next = kept[index + 1];
    if (next) expect(await endOf(epoch)).toBe(next.start.units);
  }
  const [, again] = show.sink.of('video-90');
  // It begins with the same picture as the others, so that players may change over.
  expect(again?.start.units).toBe(kept[2]?.start.units);
  expect(show.sink.of('audio')).toHaveLength(1);
}, 90_000);
