// Volume, mute, pan and loudness, judged by the AAC that is delivered.
// Real: the worker thread, FFmpeg, its encoders, Opus. Made up: the participants, each of whom is a tone.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AudioMixInput, ProgrammeHealth } from '#compositor';
import { microphoneTrack, opusUnits } from '../support/compositor/guests.js';
import { joinRuns } from '../support/compositor/joined-runs.js';
import { ProgrammeUnderTest } from '../support/compositor/programme-under-test.js';
import { type RecordedRun, withFile } from '../support/compositor/recording-sink.js';
import { decodeStereo, heightOf, type StereoAudio } from '../support/compositor/stereo-audio.js';

const RATE = 48_000;
const TICK_SAMPLES = 1_600;
/** Heights of tones after two lossy codecs, with a packet that was late. */
const TOLERANCE = 0.15;
const TARGET_LUFS = -16;

let show: ProgrammeUnderTest;
let audio: StereoAudio;
let run: RecordedRun;
/** The tick at which each step is over, by its name. */
const steps = new Map<string, ProgrammeHealth>();

const voice = (participantId: string, more: Partial<NonNullable<AudioMixInput['sources']>[number]>) => ({
  ...{ participantId, source: 'microphone' as const },
  ...more,
});

beforeAll(async () => {
  show = await ProgrammeUnderTest.create();
  const { programme } = show;
  for (const [id, hz] of [
    ['low', 440],
    ['high', 1_320],
  ] as const) {
    await programme.addTrack(microphoneTrack(id, await opusUnits(`sine=f=${hz}`, 2)));
    programme.addParticipant({ id, name: '' });
  }
  const step = async (name: string, audioMix: AudioMixInput, seconds = 1) => {
    programme.setAudioMix(audioMix);
    steps.set(name, await show.run(seconds));
  };
  await step('as sent', {}, 1.5);
  await step('quieter', { sources: [voice('low', { volume: 0.25 })] });
  await step('muted', { sources: [voice('low', { muted: true })] });
  await step('panned', { sources: [voice('low', { pan: -1 }), voice('high', { pan: 0.5 })] });
  await step('quiet', { sources: [voice('low', { volume: 0.7 }), voice('high', { muted: true })] }, 3.5);
  await step(
    'levelled',
    { sources: [voice('low', { volume: 0.7 }), voice('high', { muted: true })], levelling: true },
    7,
  );
  await show.close();
  run = joinRuns(show.sink.of('audio'));
  audio = await decodeStereo(run);
}, 120_000);

afterAll(() => show?.close());

/** The half second that ends a little before the end of a step. */
function heights(name: string, hz: number): [left: number, right: number] {
  const end = ((steps.get(name)?.ticks ?? 0) - 8) * TICK_SAMPLES - run.start.units;
  const of = (channel: Float32Array) => heightOf(channel.subarray(end - RATE / 2, end), hz);
  return [of(audio.left), of(audio.right)];
}

const near = (height: number, expected: number) =>
  expect(Math.abs(height / expected - 1)).toBeLessThan(TOLERANCE);

test('volume and mute of one source leave the other as it is', () => {
  const [low] = heights('as sent', 440);
  const [high] = heights('as sent', 1_320);
  expect(low).toBeGreaterThan(0.05);
  near(heights('quieter', 440)[0], low * 0.25);
  near(heights('quieter', 1_320)[0], high);
  expect(heights('muted', 440)[0]).toBeLessThan(low * 0.01);
  near(heights('muted', 1_320)[0], high);
});

test('each source stands where it was panned to', () => {
  const [low] = heights('as sent', 440);
  const [high] = heights('as sent', 1_320);
  const [lowLeft, lowRight] = heights('panned', 440);
  near(lowLeft, low);
  expect(lowRight).toBeLessThan(low * 0.02);
  const [highLeft, highRight] = heights('panned', 1_320);
  near(highLeft, high * 0.5);
  near(highRight, high);
});

/** By FFmpeg's own meter, of the last three seconds of a step. */
async function shortTermLufs(name: string): Promise<number> {
  const to = ((steps.get(name)?.ticks ?? 0) * TICK_SAMPLES - run.start.units) / RATE - 0.2;
  const filter = `atrim=${to - 3}:${to},ebur128`;
  const { stderr } = await withFile(run, (path) =>
    promisify(execFile)('ffmpeg', ['-hide_banner', '-nostats', '-i', path, '-af', filter, '-f', 'null', '-']),
  );
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1]);
}

test('the loudness that is shown is what another meter finds in what is delivered', async () => {
  const shown = steps.get('quiet')?.loudness?.shortTerm ?? 0;
  expect(Math.abs(shown - (await shortTermLufs('quiet')))).toBeLessThan(0.6);
  expect(shown).toBeLessThan(TARGET_LUFS - 5);
});

test('levelling brings a quiet voice to -16 LUFS', async () => {
  expect(Math.abs((await shortTermLufs('levelled')) - TARGET_LUFS)).toBeLessThan(2);
  expect(steps.get('levelled')?.loudness?.gainDb).toBeGreaterThan(4);
});
