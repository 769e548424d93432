// Ten seconds by each encoder that is here; x264 in the place of each that is not. Real: worker thread, FFmpeg, the devices of
// this machine. Made up: nobody is on stage, the slate moves.
import { afterEach, expect, test } from '@jest/globals';
import { encoderFault, type ProgrammeSettingsInput, programmeSettingsSchema } from '#compositor';
import { systemClock } from '#kernel';
import { ProgrammeUnderTest, SMALL_RUNG } from '../../support/compositor/programme-under-test.js';
import { decodeFrames, type RecordedRun } from '../../support/compositor/recording-sink.js';

const SECONDS = 10;
const FRAME_RATE = 30;
const TEST_MS = 90_000;
const SIZE = { width: 640, height: 360, preset: 'ultrafast', frameRate: FRAME_RATE } as const;
const rungs = [{ shortSidePx: 360, bitrate: 800_000 }];
const AV1_RUNG = 'wide-av1-360';

let show: ProgrammeUnderTest | undefined;
afterEach(() => show?.close());

/** Frames of the only run of a rendition, decoded. */
async function framesOf(programme: ProgrammeUnderTest, renditionId: string): Promise<number> {
  const runs = programme.sink.of(renditionId);
  expect(runs).toHaveLength(1);
  return (await decodeFrames(runs[0] as RecordedRun, 32, 18, () => false)).count;
}

test.each(['x264', 'nvenc', 'vaapi', 'qsv'] as const)(
  '%s makes every frame of ten seconds, or gives way to x264, which does',
  async (encoder) => {
    const settings: ProgrammeSettingsInput = { ...SIZE, rungs, encoder };
    const parsed = programmeSettingsSchema.parse(settings);
    const fault = await encoderFault({ settings: parsed, encoder, clock: systemClock });
    process.stderr.write(`present encoders | ${encoder}: ${fault ?? 'is here'}\n`);
    show = await ProgrammeUnderTest.create(settings);
    const { replacedEncoders } = await show.run(SECONDS);
    expect(replacedEncoders).toEqual(fault === undefined ? [] : [{ format: 'main', encoder }]);
    await show.close();
    expect(await framesOf(show, SMALL_RUNG)).toBeGreaterThanOrEqual(SECONDS * FRAME_RATE);
  },
  TEST_MS,
);

test(
  'SVT-AV1 makes every frame of ten seconds beside x264',
  async () => {
    show = await ProgrammeUnderTest.create({
      ...{ ...SIZE, rungs },
      formats: [{ ...SIZE, id: 'wide-av1', codec: 'av1', rungs }],
    });
    expect((await show.run(SECONDS)).replacedEncoders).toEqual([]);
    await show.close();
    const frames = [await framesOf(show, SMALL_RUNG), await framesOf(show, AV1_RUNG)];
    expect(Math.min(...frames)).toBeGreaterThanOrEqual(SECONDS * FRAME_RATE);
  },
  TEST_MS,
);
