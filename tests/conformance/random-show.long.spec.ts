// People come, go, mute, switch cameras and share screens while the host tries layouts, scenes, slides and a clip: what
// viewers of both formats are sent has no seam. Real: programme, encoders, packager, origin, Opus. Made up: the participants.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProgrammeSettingsInput } from '#compositor';
import { systemClock } from '#kernel';
import { addStageMedia, RandomStage, stageClips } from '../support/compositor/random-stage.js';
import { ShowOnAir } from '../support/compositor/show-on-air.js';
import { seededRandom } from '../support/kernel/seeded-random.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { type DeliveredFrames, watchDelivered } from '../support/origin/delivered-frames.js';
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

let show: ShowOnAir;
let begunAtTick = 0;
let delivered: DeliveredFrames;
let portrait: DeliveredFrames;
let report: ConformanceReport;
/** Each with the tick after which it was done, to the second. */
const actions: string[] = [];

beforeAll(async () => {
  const clips = await stageClips();
  show = await ShowOnAir.start(SETTINGS);
  await addStageMedia(show.programme, folder.path);
  const stage = await RandomStage.create(show.programme, seededRandom(SEED), clips, { hasMedia: true });
  await show.live.onAir();
  const watched = watchDelivered(show.urlOf('video-360'));
  const watchedPortrait = watchDelivered(show.urlOf(PORTRAIT));
  const checked = checkConformance({
    multivariantUrl: show.live.multivariantUrl,
    signal: AbortSignal.timeout(SHOW_MS + 60_000),
    seenLateMs: BUSY_SEEN_LATE_MS,
  });
  // Judges that start take the processors from what they judge: actions begin when they have seen their first segment.
  await new Promise((resolve) => show.live.packager.events.once('segment-published', resolve));
  begunAtTick = show.health?.ticks ?? 0;
  const untilMs = systemClock.monotonicMs() + SHOW_MS;
  while (systemClock.monotonicMs() < untilMs) {
    actions.push(`${show.health?.ticks}: ${await stage.doSomething()}`);
    await systemClock.sleep(BETWEEN_ACTIONS_MS);
  }
  await show.end();
  [delivered, portrait, report] = await Promise.all([watched, watchedPortrait, checked]);
}, SHOW_MS + 120_000);

afterAll(async () => {
  await show?.close();
  folder.remove();
});

test('the other format has a frame for every tick too', () => {
  expect(portrait.broken).toBeUndefined();
  expect(portrait.frames).toBe(Math.round(portrait.seconds * FRAME_RATE));
  expect(portrait.frames).toBeGreaterThanOrEqual(
    (show.health?.ticks ?? Number.POSITIVE_INFINITY) - FIRST_FRAME_TICKS,
  );
  expect(portrait.black.filter((frame) => frame > begunAtTick)).toEqual([]);
});

test('there is a frame for every tick, and as many as the playlist says', () => {
  expect({ troubles: show.troubles, broken: delivered.broken }).toEqual({ troubles: [], broken: undefined });
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
