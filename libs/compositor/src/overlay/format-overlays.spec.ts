import { beforeEach, expect, test } from '@jest/globals';
import { safeAreas } from '#layout';
import { FormatOverlays } from './format-overlays.js';
import { overlaysSchema } from './overlays.js';

/** A tick at 30 frames a second. */
const TICK_MS = 1_000 / 30;
const CANVAS = { width: 640, height: 360 };
const NONE = overlaysSchema.parse({});
const TITLE = overlaysSchema.parse({ title: { text: 'Ada', subtitle: 'Host' } });

let overlays: FormatOverlays;
let tick: number;

/** Where the title stands at each of so many ticks; nothing where there is none. */
const places = (count: number) =>
  Array.from({ length: count }, () => {
    const elapsedMs = tick * TICK_MS;
    tick += 1;
    return overlays.placed({ wallMs: 1_000 + elapsedMs, elapsedMs })[0];
  });

beforeEach(async () => {
  overlays = new FormatOverlays(CANVAS.width, CANVAS.height, { find: () => undefined });
  tick = 0;
  await overlays.setOverlays(NONE);
  expect(places(1)).toEqual([undefined]);
});

test('a title that is shown by itself comes from beyond the left edge, and goes there', async () => {
  await overlays.setOverlays(TITLE);
  const coming = places(14).map((piece) => ({ x: piece?.x ?? Number.NaN, width: piece?.sprite.width ?? 0 }));
  const xs = coming.map(({ x }) => x);
  expect(xs[0]).toBe(-(coming[0]?.width ?? 0));
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  // Chroma has half the columns.
  expect(xs.filter((x) => x % 2 !== 0)).toEqual([]);
  const [last] = xs.slice(-1);
  expect(last).toBeGreaterThan(0);
  expect(xs.slice(-2)).toEqual([last, last]);
  await overlays.setOverlays(NONE);
  const leaving = places(9).map((piece) => piece?.x);
  expect(leaving[0]).toBe(last);
  expect(leaving[6]).toBeLessThan(0);
  expect(leaving.at(-1)).toBeUndefined();
});

test('the title of a scene is at its place with the first frame', async () => {
  await overlays.setOverlays(TITLE, true);
  const [first, second] = places(2);
  expect(first?.x).toBeGreaterThan(0);
  expect(second).toEqual(first);
  await overlays.setOverlays(NONE, true);
  expect(places(1)).toEqual([undefined]);
});

test.each([
  [1_280, 720],
  [720, 1_280],
  [720, 720],
])('what is to be read on a canvas of %i x %i is in its safe area', async (width, height) => {
  const { title: safe } = safeAreas({ width, height });
  const all = new FormatOverlays(width, height, { find: () => undefined });
  const atMs = 2_000;
  await all.setOverlays(
    overlaysSchema.parse({
      title: { text: 'A title that is as long as a title may be', subtitle: 'and its subtitle' },
      countdown: { endsAtWallMs: 60_000, label: 'Begins in' },
    }),
    true,
  );
  all.putCaption({ id: 'a', text: 'what somebody says', lastsMs: 1_000 }, atMs);
  const pieces = all.placed({ wallMs: atMs, elapsedMs: atMs });
  expect(pieces).toHaveLength(3);
  for (const { x, y, sprite } of pieces) {
    expect([x >= safe.x, y >= safe.y]).toEqual([true, true]);
    // Sprites are even, and so is where they stand.
    expect(x + sprite.width).toBeLessThanOrEqual(safe.x + safe.width + 1);
    expect(y + sprite.height).toBeLessThanOrEqual(safe.y + safe.height + 1);
  }
});

test('a title stands above a ticker, and above what apps cover', async () => {
  const bottomOf = async (width: number, height: number) => {
    const all = new FormatOverlays(width, height, { find: () => undefined });
    await all.setOverlays(overlaysSchema.parse({ title: { text: 'Ada' }, ticker: { text: 'news' } }), true);
    const [title] = all.placed({ wallMs: 0, elapsedMs: 0 });
    return (title?.y ?? Number.NaN) + (title?.sprite.height ?? Number.NaN);
  };
  expect(await bottomOf(1_280, 720)).toBeLessThanOrEqual(720 - 42 - 28 + 1);
  expect(await bottomOf(720, 1_280)).toBeLessThanOrEqual(1_024 + 1);
});
