// Every guest's colour is found where the layout says, in the decoded output.
// Real: worker thread, FFmpeg, its encoders. Made up: the participants.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LayoutInput } from '#compositor';
import { COLOURS, type ColourName, colourName } from '../../support/compositor/colours.js';
import { cameraTrack, h264Units, plain, vp8Units } from '../../support/compositor/guests.js';
import { ProgrammeUnderTest, SMALL_RUNG } from '../../support/compositor/programme-under-test.js';
import {
  type DecodedFrames,
  decodeFrames,
  type RecordedRun,
  saveFrame,
} from '../../support/compositor/recording-sink.js';
import type { SentUnit } from '../../support/compositor/synthetic-track.js';

const PEOPLE: ColourName[] = ['red', 'lime', 'blue', 'yellow', 'magenta'];
/** Where each colour is looked for, on a canvas of 640x360; the middle of a tile is free of labels. */
const SCENES: { name: string; layout: LayoutInput; at: [x: number, y: number, ColourName][] }[] = [
  {
    name: 'grid of five',
    layout: { kind: 'grid' },
    at: [
      [110, 80, 'red'],
      [320, 80, 'lime'],
      [530, 80, 'blue'],
      [214, 260, 'yellow'],
      [426, 260, 'magenta'],
    ],
  },
  {
    name: 'solo, pinned',
    layout: { kind: 'solo', pinned: 'blue' },
    at: [
      [20, 20, 'blue'],
      [620, 180, 'blue'],
    ],
  },
  {
    name: 'side by side',
    layout: { kind: 'side-by-side', hidden: ['red', 'lime', 'blue'] },
    at: [
      [160, 180, 'yellow'],
      [480, 180, 'magenta'],
    ],
  },
  {
    name: 'spotlight',
    layout: { kind: 'spotlight', pinned: 'lime' },
    at: [
      [250, 180, 'lime'],
      [570, 40, 'red'],
      [570, 136, 'blue'],
      [570, 220, 'yellow'],
      [570, 310, 'magenta'],
    ],
  },
  {
    name: 'picture in picture',
    layout: { kind: 'picture-in-picture', order: ['magenta', 'blue'], pinned: 'magenta' },
    at: [
      [100, 100, 'magenta'],
      [540, 280, 'blue'],
    ],
  },
  {
    name: 'a place of its own',
    layout: {
      ...{ kind: 'side-by-side', hidden: ['red', 'magenta'] },
      sources: [
        {
          personId: 'yellow',
          source: 'camera',
          place: { x: 0.3, y: 0.1, width: 0.4, height: 0.4 },
          layer: 2,
        },
        { personId: 'lime', source: 'camera', fit: 'contain', layer: 1 },
      ],
    },
    at: [
      [140, 240, 'lime'],
      [500, 240, 'blue'],
      [220, 60, 'yellow'],
      [420, 60, 'yellow'],
    ],
  },
  {
    name: 'layers',
    layout: {
      ...{ kind: 'solo', pinned: 'blue', hidden: ['red', 'lime'] },
      sources: [
        {
          personId: 'yellow',
          source: 'camera',
          place: { x: 0.2, y: 0.2, width: 0.4, height: 0.4 },
          layer: 2,
        },
        {
          personId: 'magenta',
          source: 'camera',
          place: { x: 0.4, y: 0.4, width: 0.4, height: 0.4 },
          layer: 1,
        },
      ],
    },
    at: [
      [320, 180, 'yellow'],
      [450, 250, 'magenta'],
      [40, 40, 'blue'],
    ],
  },
  {
    name: 'chroma key',
    layout: {
      ...{ kind: 'solo', pinned: 'blue', hidden: ['red', 'yellow'] },
      sources: [
        {
          ...{ personId: 'lime', source: 'camera', place: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 } },
          key: { colour: '#00ff00', similarity: 0.25, smoothness: 0.1 },
        },
        { personId: 'magenta', source: 'camera', place: { x: 0.65, y: 0.65, width: 0.3, height: 0.3 } },
      ],
    },
    at: [
      [200, 120, 'blue'],
      [320, 180, 'blue'],
      [560, 290, 'magenta'],
    ],
  },
  {
    name: 'borders and shadows',
    layout: {
      ...{ kind: 'grid', tileBorder: true, tileShadow: true, gapPx: 16, background: '#e8ecf4' },
      sources: [
        { personId: 'red', source: 'camera', place: { x: 0.35, y: 0.35, width: 0.3, height: 0.3 }, layer: 1 },
      ],
    },
    at: [
      [480, 90, 'blue'],
      [320, 180, 'red'],
      [160, 270, 'yellow'],
      [480, 270, 'magenta'],
    ],
  },
  {
    name: 'grid in another order',
    layout: { kind: 'grid', order: ['magenta', 'yellow', 'blue', 'lime', 'red'], glide: false },
    at: [
      [110, 80, 'magenta'],
      [530, 80, 'blue'],
      [426, 260, 'red'],
    ],
  },
];
const HOLD_SECONDS = 2;

interface Shown {
  frames: DecodedFrames;
  /** The frame of each scene that is judged. */
  at: Map<string, number>;
}

let show: ProgrammeUnderTest;
let shown: Shown;
let ticks = 0;

const slug = (name: string): string => name.replace(/\W+/g, '-');

const hex = (colour: ColourName): string =>
  `0x${COLOURS[colour].map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** Goes through these scenes and judges a frame of each. */
export function judgeLayouts(names: readonly string[] = SCENES.map(({ name }) => name)): void {
  const scenes = SCENES.filter(({ name }) => names.includes(name));
  beforeAll(async () => {
    show = await ProgrammeUnderTest.create();
    // Two of the five send H.264, full range: after conversion nobody can tell.
    const clips = await Promise.all(
      PEOPLE.map((colour, index) =>
        index % 2 === 1 ? h264Units(plain(hex(colour))) : vp8Units(plain(hex(colour))),
      ),
    );
    const seen = show.seen(PEOPLE.length);
    for (const [index, colour] of PEOPLE.entries()) {
      const codec = index % 2 === 1 ? 'h264' : 'vp8';
      await show.programme.addTrack(cameraTrack(colour, clips[index] as SentUnit[], { codec }));
      show.programme.addParticipant({ id: colour, name: colour });
    }
    await seen;
    const at = new Map<string, number>();
    let before: readonly ColourName[] = PEOPLE;
    for (const scene of scenes) {
      const colours = scene.at.map(([, , colour]) => colour);
      // Who was in no tile has no decoder: three get one at once, the others one after the other.
      const came = show.came(colours.filter((colour) => !before.includes(colour)));
      before = colours;
      show.programme.setLayout(scene.layout);
      await came;
      at.set(scene.name, (await show.run(HOLD_SECONDS)).ticks);
    }
    ticks = (await show.run(1)).ticks;
    await show.close();
    const [run] = show.sink.of(SMALL_RUNG);
    const first = (run as RecordedRun).start.units;
    const judged = new Map([...at].map(([name, tick]) => [name, tick - first - 5]));
    const isJudged = new Set(judged.values());
    const frames = await decodeFrames(run as RecordedRun, 640, 360, (frame) => isJudged.has(frame));
    // Health is reported just after its tick: five ticks back the scene was surely on.
    const shots = process.env.PROSCENIUM_SHOTS;
    for (const [name, tick] of shots ? at : [])
      await saveFrame(run as RecordedRun, (tick - first - 5) / 30, `${shots}/programme-${slug(name)}.jpg`);
    shown = { frames, at: judged };
  }, 120_000);

  afterAll(() => show.close());

  describe.each(scenes)('$name', ({ name, at }) => {
    test.each(at)('at %i, %i is %s', (x, y, colour) => {
      expect(colourName(shown.frames.rgb(shown.at.get(name) ?? -1, x, y))).toBe(colour);
    });
  });

  /** A label is light letters on something dark, in the tile's lower left corner. */
  test.each([
    ['solo, pinned', 14, 632],
    ['side by side', 14, 310],
  ])('%s: a name is written where it belongs, and only there', (name, left, right) => {
    const frame = shown.at.get(name) ?? -1;
    const brightness = (x: number, y: number) =>
      shown.frames.rgb(frame, x, y).reduce((sum, part) => sum + part, 0) / 3;
    const rows = Array.from({ length: 32 }, (_, row) => 312 + row);
    const spread = (from: number, to: number) => {
      const found = rows.flatMap((y) =>
        Array.from({ length: (to - from) / 2 }, (_, at) => brightness(from + 2 * at, y)),
      );
      return Math.max(...found) - Math.min(...found);
    };
    const middle = (left + right) / 2;
    expect(spread(left, left + 60)).toBeGreaterThan(100);
    // The same rows at the tile's other end are its plain colour.
    expect(spread(middle + 60, right - 8)).toBeLessThan(30);
  });

  test('there is one run, and one frame for each tick', () => {
    expect(show.sink.of(SMALL_RUNG)).toHaveLength(1);
    expect(shown.frames.count).toBeGreaterThanOrEqual(
      ticks - (show.sink.of(SMALL_RUNG)[0]?.start.units ?? 0),
    );
  });
}
