// A clip in the programme, judged by every delivered frame and the delivered audio.
// Real: the worker thread, FFmpeg as decoder and encoders, the file of the clip. Made up: the participants.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { COLOURS, type ColourName, colourName } from '../support/compositor/colours.js';
import { cameraTrack, plain, vp8Units } from '../support/compositor/guests.js';
import { joinRuns } from '../support/compositor/joined-runs.js';
import { ProgrammeUnderTest, SMALL_RUNG } from '../support/compositor/programme-under-test.js';
import { type DecodedFrames, decodeFrames, type RecordedRun } from '../support/compositor/recording-sink.js';
import { decodeStereo, heightOf } from '../support/compositor/stereo-audio.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';

const RATE_HZ = 30;
const TICK_SAMPLES = 48_000 / RATE_HZ;
/** The clip: half a second blue, half a second white with a tone, then half a second lime. */
const PHASE_FRAMES = 15;
const PHASES: readonly ColourName[] = ['blue', 'white', 'lime'];
const TONE_HZ = 880;
const MIDDLE = [320, 170] as const;

const folder = temporaryFolder();
let show: ProgrammeUnderTest;
let frames: DecodedFrames;
let audio: Float32Array;
/** Frames that repeat the one before since the machine was late: a boundary may be seen as much later. */
let late: number;
let run: RecordedRun;
let audioRun: RecordedRun;

const hex = (colour: ColourName) =>
  `0x${COLOURS[colour].map((part) => part.toString(16).padStart(2, '0')).join('')}`;

async function makeClip(path: string): Promise<void> {
  const seconds = PHASE_FRAMES / RATE_HZ;
  const inputs = PHASES.flatMap((colour) => [
    ...['-f', 'lavfi', '-i', `color=c=${hex(colour)}:s=640x360:r=${RATE_HZ}:d=${seconds}`],
  ]);
  const tone = `sine=f=${TONE_HZ}:d=${seconds}:r=48000,volume=4,adelay=${seconds * 1_000}:all=1,apad=whole_dur=${3 * seconds}`;
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-y', ...inputs, '-f', 'lavfi', '-i', tone],
    ...['-filter_complex', '[0:v][1:v][2:v]concat=n=3:v=1[v]', '-map', '[v]', '-map', '3:a'],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-b:a',
      '160k',
      path,
    ],
  ]);
}

const ended = () => show.happened((event) => event.kind === 'clip-ended' && event.clipId === 'clip');

beforeAll(async () => {
  const path = join(folder.path, 'clip.mp4');
  await makeClip(path);
  show = await ProgrammeUnderTest.create();
  const { programme } = show;
  const seen = show.seen(1);
  await programme.addTrack(cameraTrack('red', await vp8Units(plain(hex('red')))));
  programme.addParticipant({ id: 'red', name: '' });
  await seen;
  programme.setOverlays({ labels: false });
  programme.addClip({ id: 'clip', path, video: { width: 640, height: 360 }, hasAudio: true });
  const before = await show.healthy();
  const over = ended();
  programme.setLayout({ kind: 'solo', media: 'clip' });
  await over;
  await show.run(0.5);
  const again = ended();
  programme.actOnClip('clip', 'play');
  await again;
  programme.setLayout({ kind: 'solo' });
  const after = await show.run(0.5);
  late = after.repeatedFrames - before.repeatedFrames;
  await show.close();
  run = joinRuns(show.sink.of(SMALL_RUNG));
  audioRun = joinRuns(show.sink.of('audio'));
  frames = await decodeFrames(run, 640, 360);
  audio = (await decodeStereo(audioRun)).left;
}, 120_000);

afterAll(async () => {
  await show?.close();
  folder.remove();
});

const colours = (): ReturnType<typeof colourName>[] =>
  Array.from({ length: frames.count }, (_, frame) => colourName(frames.rgb(frame, ...MIDDLE)));

/** Stretches of one colour, in order. */
function stretches(): { colour: string; from: number; length: number }[] {
  const found: { colour: string; from: number; length: number }[] = [];
  for (const [from, colour] of colours().entries()) {
    const last = found.at(-1);
    if (last?.colour === colour) last.length += 1;
    else found.push({ colour, from, length: 1 });
  }
  return found;
}

test('every frame of the clip is shown for its tick, from the frame with which it appears; at its end it stays', () => {
  const found = stretches();
  const first = found.findIndex(({ colour }) => colour === 'blue');
  const [blue, white, lime, , whiteAgain] = found.slice(first);
  expect(found.slice(first, first + 6).map(({ colour }) => colour)).toEqual([...PHASES, ...PHASES]);
  // The first frame is there with the tick that shows the layout, and its own tick follows.
  within(blue?.length, PHASE_FRAMES + 1);
  within(white?.length, PHASE_FRAMES);
  within(whiteAgain?.length, PHASE_FRAMES);
  expect(lime?.length).toBeGreaterThan(PHASE_FRAMES);
});

const within = (frames = Number.NaN, expected: number) =>
  expect(Math.abs(frames - expected)).toBeLessThanOrEqual(late);

test('its audio is in step with its video within one frame', () => {
  const whites = stretches().filter(({ colour }) => colour === 'white');
  expect(whites).toHaveLength(2);
  for (const { from, length } of whites) {
    const sampleAt = (frame: number) => (run.start.units + frame) * TICK_SAMPLES - audioRun.start.units;
    /** A window of 50 ms whose middle lies this many frames from the first white frame. */
    const height = (frame: number) => {
      const middle = sampleAt(from + frame);
      return heightOf(audio.subarray(middle - 1_200, middle + 1_200), TONE_HZ);
    };
    const full = height(length / 2);
    expect(full).toBeGreaterThan(0.1);
    // 50 ms around a frame and a quarter before the edge do not touch it.
    const off = 1.25 + late;
    expect(height(-off)).toBeLessThan(full * 0.4);
    expect(height(length + off)).toBeLessThan(full * 0.4);
    if (off > length / 2) continue;
    expect(height(off)).toBeGreaterThan(full * 0.6);
    expect(height(length - off)).toBeGreaterThan(full * 0.6);
  }
});

test('without the clip the people are back', () => {
  expect(stretches().at(-1)?.colour).toBe('red');
});
