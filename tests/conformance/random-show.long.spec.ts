// People come, go, mute, switch cameras and share screens while the host tries layouts, scenes, slides and a clip: what
// viewers of both formats are sent has no seam, lips are in step with words, and each frame of the clip has its tick.
// Real: programme, encoders, packager, origin, Opus, the file of the clip. Made up: the participants.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProgrammeSettingsInput } from '#compositor';
import { systemClock } from '#kernel';
import { CLIP_FRAMES, type FrameReading, readFrame } from '../support/compositor/frame-codes.js';
import { OnsetFinder } from '../support/compositor/onsets.js';
import { addStageMedia, RandomStage, stageClips, TONES } from '../support/compositor/random-stage.js';
import { ShowOnAir } from '../support/compositor/show-on-air.js';
import { seededRandom } from '../support/kernel/seeded-random.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { judgeClip } from '../support/meters/judge-clip-plays.js';
import { nearestOffsets } from '../support/meters/nearest-offsets.js';
import { median, percentile } from '../support/meters/statistics.js';
import {
  type DeliveredFrames,
  type WatchOptions,
  watchDelivered,
} from '../support/origin/delivered-frames.js';
import { type DeliveredTones, watchTones } from '../support/origin/delivered-tones.js';
import { BUSY_SEEN_LATE_MS, type ConformanceReport, checkConformance } from './hls/hls-conformance.js';

const MINUTES = Number(process.env.PROSCENIUM_RANDOM_MINUTES ?? 0);
const IS_LONG = MINUTES > 0;
const SHOW_MS = IS_LONG ? MINUTES * 60_000 : 8_000;
const BETWEEN_ACTIONS_MS = IS_LONG ? 2_000 : 700;
const SEED = Number(process.env.PROSCENIUM_RANDOM_SEED ?? 7);
const FRAME_RATE = 30;
/** On a busy machine the first encoder has its first frame some ticks after the programme's first one. */
const FIRST_FRAME_TICKS = FRAME_RATE;
/** 100 ms. Beside other tests whole processes wait for their turn: the short form finds a tile that stays still. */
const STILL_FRAMES_AT_MOST = IS_LONG ? 3 : 30;
/** Two small rungs: what is judged is that they go on, not how they look. */
const SETTINGS: ProgrammeSettingsInput = {
  width: 640,
  height: 360,
  preset: 'ultrafast',
  rungs: [
    { shortSidePx: 360, bitrate: 1_000_000 },
    { shortSidePx: 180, bitrate: 300_000 },
  ],
  formats: [
    {
      ...{ id: 'portrait', width: 360, height: 640, preset: 'ultrafast', frameRate: FRAME_RATE },
      rungs: [{ shortSidePx: 360, bitrate: 500_000 }],
    },
  ],
};
const PORTRAIT = 'portrait-360';
const folder = temporaryFolder();

/** What people do not notice (ITU-R BT.1359: 45 ms early, 125 ms late). */
const NOT_NOTICED_MS = 45;
/** Of the frame: the smallest tile, in a strip of five in 9:16 and under its name, has 0.0034. Nothing else flashes. */
const FLASH_SHARE = 0.0015;
const BEEP_AMPLITUDE = 0.05;
/** From one flash of the witness to the next. */
const BEAT_SECONDS = 1;
/** Of the beats, as flash and beep: one may fall into a transition. Beside other tests processes wait for their turn. */
const SEEN_AND_HEARD = IS_LONG ? 0.95 : 0.4;
/** Of them; a frame that the machine was late with is seen with the next one. */
const IN_STEP = IS_LONG ? 0.95 : 0.5;
/** Three of fourteen actions show the clip or play it again: two a minute, and more. */
const CLIPS_AT_LEAST = Math.max(1, MINUTES);

interface Watched extends DeliveredFrames {
  readings: FrameReading[];
}

let show: ShowOnAir;
let begunAtTick = 0;
let delivered: Watched;
let portrait: Watched;
let tones: DeliveredTones;
let beepsAfterFlashesMs: number;
let report: ConformanceReport;
/** Each with the tick after which it was done, to the second. */
const actions: string[] = [];

beforeAll(async () => {
  const clips = await stageClips();
  show = await ShowOnAir.start(SETTINGS);
  await addStageMedia(show.programme, folder.path);
  const stage = await RandomStage.create(show.programme, seededRandom(SEED), clips, { hasMedia: true });
  await show.live.onAir();
  const watched = Promise.all([watch('video-360'), watch(PORTRAIT)]);
  const heard = watchTones(show.urlOf('audio'), [TONES.beepHz, TONES.clipHz], BEEP_AMPLITUDE);
  const checked = checkConformance({
    multivariantUrl: show.live.multivariantUrl,
    signal: AbortSignal.timeout(SHOW_MS + 60_000),
    seenLateMs: BUSY_SEEN_LATE_MS,
  });
  // Judges that start take the processors from what they judge: actions begin when they have seen their first segment.
  await new Promise((resolve) => show.live.packager.events.once('segment-published', resolve));
  begunAtTick = show.health?.ticks ?? 0;
  stage.showClip();
  const untilMs = systemClock.monotonicMs() + SHOW_MS;
  while (systemClock.monotonicMs() < untilMs) {
    actions.push(`${show.health?.ticks}: ${await stage.doSomething()}`);
    await systemClock.sleep(BETWEEN_ACTIONS_MS);
  }
  await show.end();
  [[delivered, portrait], tones, report] = await Promise.all([watched, heard, checked]);
  ({ beepsAfterFlashesMs } = stage);
}, SHOW_MS + 120_000);

afterAll(async () => {
  await show?.close();
  folder.remove();
});

async function watch(renditionId: string): Promise<Watched> {
  const readings: FrameReading[] = [];
  const look: WatchOptions['look'] = (points) => readings.push(readFrame(points));
  const isTall = renditionId === PORTRAIT;
  return { ...(await watchDelivered(show.urlOf(renditionId), { look, isTall })), readings };
}

test('the other format has a frame for every tick too', () => {
  expect(portrait.broken).toBeUndefined();
  expect(portrait.frames).toBe(Math.round(portrait.seconds * FRAME_RATE));
  expect(portrait.frames).toBeGreaterThanOrEqual(
    (show.health?.ticks ?? Number.POSITIVE_INFINITY) - FIRST_FRAME_TICKS,
  );
  expect(portrait.black.filter((frame) => frame > begunAtTick)).toEqual([]);
});

test('there is a frame for every tick, and as many as the playlist says', () => {
  const broken = delivered.broken ?? tones.broken;
  expect({ troubles: show.troubles, broken }).toEqual({ troubles: [], broken: undefined });
  expect(actions.length).toBeGreaterThan(8);
  expect(delivered.frames).toBeGreaterThanOrEqual(
    (show.health?.ticks ?? Number.POSITIVE_INFINITY) - FIRST_FRAME_TICKS,
  );
  expect(delivered.frames).toBe(Math.round(delivered.seconds * FRAME_RATE));
});

test('no frame is black, and the one whom nobody touches never freezes', () => {
  // From when everybody could be seen until they begin to leave.
  const isOn = (frame: number) => frame > begunAtTick && frame < delivered.frames - FRAME_RATE;
  const frozen = delivered.stills.filter(({ from, frames }) => isOn(from) && frames > STILL_FRAMES_AT_MOST);
  const black = delivered.black.filter(isOn);
  expect({ black, frozen, actions }).toEqual({ black: [], frozen: [], actions });
});

test('no rendition has a discontinuity or a gap, and no rule of delivery is broken', () => {
  for (const id of show.live.packager.renditions.keys()) {
    const playlist = show.live.packager.playlist(id);
    expect(playlist?.discontinuitySequence).toBe(0);
    expect(playlist?.segments.filter(({ discontinuity, gap }) => discontinuity || gap)).toEqual([]);
  }
  expect(report.findings.all).toEqual([]);
  expect(report.segments).toBeGreaterThanOrEqual(9);
});

describe.each(['main', 'portrait'])('in the format %s', (format) => {
  const watched = () => (format === 'main' ? delivered : portrait);
  const secondsOf = (frame: number) => watched().startSeconds + frame / FRAME_RATE;

  test('lips are in step with words', () => {
    const finder = new OnsetFinder(FRAME_RATE / 2);
    for (const { flash } of watched().readings) finder.push(flash > FLASH_SHARE);
    const flashes = finder.found.filter((frame) => frame > begunAtTick);
    const [beeps = []] = tones.begin;
    const late = nearestOffsets(flashes.map(secondsOf), beeps, BEAT_SECONDS / 2).flatMap((seconds) =>
      seconds === undefined ? [] : [seconds * 1_000 - beepsAfterFlashesMs],
    );
    const ways = late.map(Math.abs);
    process.stderr.write(
      `lips, ${format} | ${late.length} of ${flashes.length} flashes, median ${median(late).toFixed(0)} ms, ` +
        `p95 ${percentile(ways, 0.95).toFixed(0)} ms, most ${Math.max(...ways).toFixed(0)} ms\n`,
    );
    expect(late.length).toBeGreaterThan(((watched().frames - begunAtTick) / FRAME_RATE) * SEEN_AND_HEARD);
    expect(percentile(ways, IN_STEP)).toBeLessThan(NOT_NOTICED_MS);
  });

  test('each frame of the clip has its tick, and its tone begins with the frame that it belongs to', () => {
    const { plays, faults } = judgeClip(
      watched().readings.map(({ clip }) => clip),
      CLIP_FRAMES,
    );
    const [, begun = []] = tones.begin;
    const { clipFromFrame } = TONES;
    const heard = plays
      .map(({ from }) => from + clipFromFrame)
      .filter((frame) => watched().readings[frame]?.clip === clipFromFrame)
      .map(secondsOf);
    const apart = nearestOffsets(heard, begun, BEAT_SECONDS / 2).map(
      (seconds) => (seconds ?? Number.NaN) * FRAME_RATE,
    );
    process.stderr.write(
      `clip, ${format} | ${plays.length} plays, ${plays.reduce((sum, { read }) => sum + read, 0)} frames read, ` +
        `slides ${Math.max(...plays.map(({ slides }) => slides))}, ` +
        `tones after ${apart.map((frames) => frames.toFixed(2)).join(' ')} frames\n`,
    );
    expect({ faults, actions }).toEqual({ faults: [], actions });
    expect(plays.length).toBeGreaterThanOrEqual(CLIPS_AT_LEAST);
    expect(apart.filter((frames) => !(Math.abs(frames) <= 1))).toEqual([]);
  });
});
