// Flash and beep of a guest meet again in the programme, whatever the network did to either.
// Real: worker thread, FFmpeg, Opus. Made up: the participant, whose audio travels slower than their video.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cameraTrack, microphoneTrack, opusUnits, vp8Units } from '../support/compositor/guests.js';
import { OnsetFinder } from '../support/compositor/onsets.js';
import { ProgrammeUnderTest, SMALL_RUNG } from '../support/compositor/programme-under-test.js';
import { decodeAudio, decodeFrames, type RecordedRun } from '../support/compositor/recording-sink.js';
import type { SyntheticTrack } from '../support/compositor/synthetic-track.js';
import { median } from '../support/meters/statistics.js';

/** What people do not notice (ITU-R BT.1359: 45 ms early, 125 ms late). */
const NOT_NOTICED_MS = 45;
/** The audio's way through the network is this much longer. */
const AUDIO_DELAY_MS = 120;
/** The encoder that made the clip looks this far ahead: 312 samples. */
const OPUS_LOOK_AHEAD_MS = 6.5;
const SECONDS = 8;

let show: ProgrammeUnderTest;
let camera: SyntheticTrack;
let microphone: SyntheticTrack;

beforeAll(async () => {
  const [flashes, beeps] = await Promise.all([
    // Every frame is a key frame, so that asking for one does not move the clip.
    vp8Units({
      source: 'color=c=black',
      width: 320,
      height: 180,
      frameRate: 30,
      seconds: 2,
      keyFrameEvery: 1,
      filter: "drawbox=w=iw:h=ih:color=white:t=fill:enable='lt(mod(t,1),0.1)'",
    }),
    opusUnits("aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.1)':s=48000", 2),
  ]);
  show = await ProgrammeUnderTest.create();
  camera = cameraTrack('g1', flashes);
  microphone = microphoneTrack('g1', beeps, { delayMs: AUDIO_DELAY_MS });
  const seen = show.seen(1);
  await show.programme.addTrack(camera);
  await show.programme.addTrack(microphone);
  show.programme.addParticipant({ id: 'g1', name: 'Rosa' });
  await seen;
  // The sender's reports come in, and the audio settles.
  await show.run(4 + SECONDS);
  await show.close();
}, 60_000);

afterAll(() => show.close());

/** Seconds of the programme at which something begins after having been off. */
function beginnings(
  isOn: (index: number) => boolean,
  count: number,
  perSecond: number,
  first: number,
): number[] {
  const finder = new OnsetFinder(perSecond / 4);
  for (let index = 0; index < count; index += 1) finder.push(isOn(index));
  return finder.found.map((index) => (first + index) / perSecond);
}

async function flashesOf(video: RecordedRun): Promise<number[]> {
  const frames = await decodeFrames(video, 64, 36);
  const isWhite = (index: number) => frames.rgb(index, 32, 12)[0] > 128;
  return beginnings(isWhite, frames.count, 30, video.start.units);
}

async function beepsOf(audio: RecordedRun): Promise<number[]> {
  const samples = await decodeAudio(audio);
  const isLoud = (index: number) => Math.abs(samples[index] ?? 0) > 0.1;
  return beginnings(isLoud, samples.length, 48_000, audio.start.units);
}

test('audio and video of a guest are within what people notice', async () => {
  // On a busy machine an encoder may be taken for hung: its spare's run goes on.
  const flashes = (await Promise.all(show.sink.of(SMALL_RUNG).map(flashesOf))).flat();
  const beeps = (await Promise.all(show.sink.of('audio').map(beepsOf))).flat();
  const apartMs = microphone.startedMs - camera.startedMs + OPUS_LOOK_AHEAD_MS;
  const late = flashes.slice(-SECONDS).flatMap((flash) => {
    const offsets = beeps.map((beep) => (beep - flash) * 1_000 - apartMs);
    const nearest = offsets.sort((a, b) => Math.abs(a) - Math.abs(b))[0];
    return nearest === undefined ? [] : [nearest];
  });
  expect(late.length).toBeGreaterThanOrEqual(SECONDS / 2);
  expect(Math.abs(median(late))).toBeLessThan(NOT_NOTICED_MS);
});
