// Real here: an encoder's FFmpeg and its memory. No programme.
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { videoEncoderPlan } from '../../libs/compositor/src/encode/encoder-arguments.js';
import { type EncoderProcess, startFfmpeg } from '../../libs/compositor/src/encode/encoder-process.js';
import { videoInput } from '../../libs/compositor/src/encode/run-input.js';
import { formatsOf, ladderOf, programmeSettingsSchema } from '../../libs/compositor/src/settings.js';

/** Code is loaded, and every buffer that is kept exists. */
const SETTLING_FRAMES = 30;
const FRAMES = 30;
/** A frame of 720p is 338 pages. */
const MOST_FAULTS_A_FRAME = 10;

/** Pages that the kernel had to give since the start (proc(5), field 10: minflt). */
function faultsOf(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[7]);
}

let encoder: EncoderProcess | undefined;

afterEach(async () => {
  encoder?.kill();
  await encoder?.exited;
});

test('an encoder on air keeps the memory of its frames', async () => {
  const [format] = formatsOf(programmeSettingsSchema.parse({}));
  if (!format) throw new Error('no format');
  const input = videoInput(format);
  const written = (pieces: readonly Uint8Array[]) =>
    new Promise<void>((resolve) => encoder?.write(pieces, resolve));
  const canvas = new Uint8Array((format.width * format.height * 3) / 2);
  const feed = async (from: number, count: number) => {
    for (let unit = from; unit < from + count; unit += 1) {
      canvas.fill(unit);
      await written([...input.ahead(unit, canvas.length, 0), canvas]);
    }
  };
  encoder = startFfmpeg({
    ffmpegPath: 'ffmpeg',
    plan: videoEncoderPlan(format, ladderOf(format)),
    clock: systemClock,
    onBytes: () => undefined,
  });
  await written(input.warmUp());
  await feed(2, SETTLING_FRAMES);
  const before = faultsOf(encoder.pid);
  await feed(2 + SETTLING_FRAMES, FRAMES);
  const faults = faultsOf(encoder.pid) - before;
  expect(faults / FRAMES).toBeLessThan(MOST_FAULTS_A_FRAME);
});
