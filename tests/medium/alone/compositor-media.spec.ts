// Images, scenes and transitions, judged by the colours of every delivered frame.
// Real: worker threads, FFmpeg, its encoders, the image file. Made up: the participants.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { COLOURS, type ColourName, colourName } from '../../support/compositor/colours.js';
import { cameraTrack, plain, vp8Units } from '../../support/compositor/guests.js';
import { ProgrammeUnderTest, SMALL_RUNG } from '../../support/compositor/programme-under-test.js';
import {
  type DecodedFrames,
  decodeFrames,
  type RecordedRun,
} from '../../support/compositor/recording-sink.js';

const FADE_MS = 400;
const FRAME_MS = 1_000 / 30;
/** In the large place, left and right half of the image; and in the middle of the canvas's upper left quarter. */
const LEFT = [100, 170] as const;
const RIGHT = [400, 170] as const;
/** Inside of the lower third's plate, left of its text. */
const PLATE = [40, 330] as const;

let show: ProgrammeUnderTest;
let frames: DecodedFrames;
/** A frame in which each step is complete, by its name. */
const steps = new Map<string, number>();

const css = (colour: ColourName) => `rgb(${COLOURS[colour].join(' ')})`;

function slide(): Uint8Array {
  const canvas = createCanvas(1_280, 720);
  const ink = canvas.getContext('2d');
  ink.fillStyle = css('blue');
  ink.fillRect(0, 0, 640, 720);
  ink.fillStyle = css('white');
  ink.fillRect(640, 0, 640, 720);
  return new Uint8Array(canvas.toBuffer('image/png'));
}

beforeAll(async () => {
  show = await ProgrammeUnderTest.create();
  const { programme } = show;
  const seen = show.seen(2);
  for (const colour of ['red', 'lime'] as const) {
    const units = await vp8Units(
      plain(`0x${COLOURS[colour].map((part) => part.toString(16).padStart(2, '0')).join('')}`),
    );
    await programme.addTrack(cameraTrack(colour, units));
    programme.addParticipant({ id: colour, name: '' });
  }
  await seen;
  const step = async (name: string, act: () => void, seconds = 1) => {
    act();
    steps.set(name, (await show.run(seconds)).ticks);
  };
  programme.setOverlays({ labels: false });
  await step('people', () => programme.setLayout({ kind: 'grid' }));
  await step('image', () => {
    programme.addMedia('slide', slide());
    programme.setLayout({ kind: 'grid', media: 'slide', glide: false });
  });
  await step('fade', () =>
    programme.setScene({
      layout: { kind: 'solo', pinned: 'red' },
      overlays: { labels: false },
      transition: { kind: 'fade', durationMs: FADE_MS },
    }),
  );
  await step('slide', () =>
    programme.setScene({
      layout: { kind: 'solo', media: 'slide' },
      overlays: { labels: false },
      transition: { kind: 'slide', durationMs: FADE_MS },
    }),
  );
  // Nobody is decoded while the image has the whole canvas: the cut waits for a key frame, for a second at most.
  await step(
    'cut',
    () =>
      programme.setScene({
        layout: { kind: 'solo', pinned: 'lime' },
        overlays: { labels: false, title: { text: 'Welcome' } },
        transition: { kind: 'cut' },
      }),
    3,
  );
  await step(
    'no image',
    () => {
      programme.addMedia('bad', new Uint8Array(100));
      programme.setLayout({ kind: 'solo', media: 'bad' });
    },
    2,
  );
  await show.close();
  const run = show.sink.of(SMALL_RUNG)[0] as RecordedRun;
  for (const [name, tick] of steps) steps.set(name, tick - run.start.units - 5);
  frames = await decodeFrames(run, 640, 360, (frame) => frame >= (steps.get('people') ?? 0));
}, 120_000);

afterAll(() => show.close());

const at = (step: string): number => steps.get(step) ?? -1;
const colourAt = (frame: number, [x, y]: readonly [number, number]) => colourName(frames.rgb(frame, x, y));
const between = (from: string, to: string): number[] =>
  Array.from({ length: at(to) - at(from) }, (_, index) => at(from) + index);

test('an image has the large place, whole, and people stand beside it', () => {
  const frame = at('image');
  expect([colourAt(frame, LEFT), colourAt(frame, RIGHT)]).toEqual(['blue', 'white']);
  const beside = [colourAt(frame, [570, 130]), colourAt(frame, [570, 230])];
  expect(beside).toEqual(['red', 'lime']);
});

test('until its image is drawn the layout stays as it was: no frame is empty', () => {
  const seen = new Set(between('people', 'image').map((frame) => colourAt(frame, LEFT)));
  expect([...seen].sort()).toEqual(['blue', 'red']);
});

test('a fade takes its time, each frame nearer to what comes', () => {
  const reds = between('image', 'fade').map((frame) => frames.rgb(frame, ...LEFT)[0]);
  const mixed = reds.filter((red) => red > 12 && red < 242);
  expect(mixed.length * FRAME_MS).toBeGreaterThan(FADE_MS * 0.6);
  expect(mixed.length * FRAME_MS).toBeLessThan(FADE_MS + 2 * FRAME_MS);
  expect(mixed).toEqual([...mixed].sort((a, b) => a - b));
  expect(colourAt(at('fade'), LEFT)).toBe('red');
});

test('a slide pushes out what was from right to left', () => {
  const first = (point: readonly [number, number], colour: ColourName) =>
    between('fade', 'slide').find((frame) => colourAt(frame, point) === colour) ?? Number.NaN;
  // The left half of what comes enters at the right.
  const right = first([620, 170], 'blue');
  const left = first([20, 170], 'blue');
  expect((left - right) * FRAME_MS).toBeGreaterThan(FADE_MS * 0.5);
  expect((left - right) * FRAME_MS).toBeLessThan(FADE_MS + FRAME_MS);
});

test('a cut changes layout and overlays with the same frame', () => {
  const cut = between('slide', 'cut').find((frame) => colourAt(frame, LEFT) === 'lime') ?? Number.NaN;
  expect(colourAt(cut - 1, LEFT)).toBe('blue');
  const brightness = (frame: number) => frames.rgb(frame, ...PLATE).reduce((sum, part) => sum + part, 0);
  expect(colourAt(cut - 1, PLATE)).toBe('blue');
  expect(brightness(cut)).toBeLessThan(150);
});

test('a file that is no image leaves its place empty, and the programme runs on', () => {
  expect(colourAt(at('no image'), LEFT)).toBe('other');
  const run = show.sink.of(SMALL_RUNG);
  expect(run).toHaveLength(1);
});
