import { describe, expect, test } from '@jest/globals';
import type { Person, Size, Tile, TileLayout } from './layout.js';
import { placeTiles } from './place-tiles.js';

const WIDE: Size = { width: 1_280, height: 720 };
const TALL: Size = { width: 720, height: 1_280 };
const KINDS = ['auto', 'solo', 'side-by-side', 'grid', 'spotlight', 'screen', 'picture-in-picture'] as const;

const PLAIN: TileLayout = {
  kind: 'auto',
  order: [],
  hidden: [],
  hiddenScreens: [],
  fit: 'fill',
  gapPx: 12,
};

const people = (count: number, sharer?: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({ id: `p${index}`, sharesScreen: index === sharer }));
const place = (who: Person[], layout: Partial<TileLayout> = {}, canvas = WIDE, speaker?: string): Tile[] =>
  placeTiles(who, { ...PLAIN, ...layout }, canvas, speaker);
const ids = (tiles: Tile[]) => tiles.map((tile) => tile.personId);
const overlap = (a: Tile, b: Tile) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each([
  ['wide', WIDE],
  ['tall', TALL],
  ['full HD', { width: 1_920, height: 1_080 }],
] as const)('on a %s canvas', (_, canvas) => {
  describe.each(KINDS)('%s', (kind) => {
    test.each(Array.from({ length: 13 }, (_, count) => count))('with %i people', (count) => {
      for (const sharer of [undefined, 0, count - 1]) {
        const tiles = place(people(count, sharer), { kind }, canvas);
        expect(tiles.length > 0).toBe(count > 0);
        for (const tile of tiles) {
          for (const value of [tile.x, tile.y, tile.width, tile.height]) expect(value % 2).toBe(0);
          expect(tile.x).toBeGreaterThanOrEqual(0);
          expect(tile.y).toBeGreaterThanOrEqual(0);
          expect(tile.x + tile.width).toBeLessThanOrEqual(canvas.width);
          expect(tile.y + tile.height).toBeLessThanOrEqual(canvas.height);
          expect(tile.width).toBeGreaterThanOrEqual(64);
          expect(tile.height).toBeGreaterThanOrEqual(36);
        }
        const isLayered = kind === 'picture-in-picture';
        const pairs = tiles.flatMap((a, index) => tiles.slice(index + 1).map((b) => [a, b] as const));
        if (!isLayered) expect(pairs.filter(([a, b]) => overlap(a, b))).toEqual([]);
        expect(new Set(tiles.map((tile) => `${tile.personId} ${tile.source}`)).size).toBe(tiles.length);
      }
    });
  });
});

describe('an image', () => {
  test.each(KINDS)('has the large place in %s, whole, and behind everybody', (kind) => {
    for (const count of [0, 1, 5]) {
      const tiles = place(people(count, count - 1), { kind, media: 'slide' });
      expect(tiles[0]).toMatchObject({ personId: 'slide', source: 'media', fit: 'contain' });
      expect(tiles.filter(({ source }) => source === 'media')).toHaveLength(1);
      expect(tiles.some(({ source }) => source === 'screen')).toBe(false);
      if (count === 0 || kind === 'solo') expect(tiles[0]).toMatchObject({ x: 0, y: 0, ...WIDE });
    }
  });

  test('has who is pinned beside it in picture in picture', () => {
    expect(ids(place(people(3), { kind: 'picture-in-picture', media: 'm', pinned: 'p2' }))).toEqual([
      'm',
      'p2',
    ]);
  });
});

describe('a grid', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
    [5, 3],
    [6, 3],
    [7, 3],
    [9, 3],
    [10, 4],
    [12, 4],
  ])('of %i has %i columns', (count, columns) => {
    const tiles = place(people(count), { kind: 'grid' });
    const firstRow = tiles.filter((tile) => tile.y === tiles[0]?.y);
    expect(tiles).toHaveLength(count);
    expect(firstRow).toHaveLength(columns);
  });

  test('gives everybody the same size and centres a row that is not full', () => {
    const tiles = place(people(5), { kind: 'grid' });
    expect(new Set(tiles.map(({ width, height }) => `${width}x${height}`)).size).toBe(1);
    const last = tiles.slice(3);
    const left = Math.min(...last.map((tile) => tile.x));
    const right = Math.max(...last.map((tile) => tile.x + tile.width));
    expect(Math.abs(left - (1_280 - right))).toBeLessThanOrEqual(2);
  });

  test('leaves out whom it has no place for', () => {
    expect(place(people(15), { kind: 'grid' })).toHaveLength(12);
  });
});

describe('the main image', () => {
  test('is the pinned participant, else the one who speaks, else the first', () => {
    expect(ids(place(people(3), { kind: 'solo' }))).toEqual(['p0']);
    expect(ids(place(people(3), { kind: 'solo' }, WIDE, 'p2'))).toEqual(['p2']);
    expect(ids(place(people(3), { kind: 'solo', pinned: 'p1' }, WIDE, 'p2'))).toEqual(['p1']);
  });

  test('is large in a spotlight, with the others beside it', () => {
    const [main, ...strip] = place(people(4), { kind: 'spotlight' }, WIDE, 'p3');
    expect(main?.personId).toBe('p3');
    expect(
      strip.every((tile) => tile.width * tile.height * 8 < (main?.width ?? 0) * (main?.height ?? 0)),
    ).toBe(true);
    expect(strip.every((tile) => tile.x > (main?.x ?? 0) + (main?.width ?? 0))).toBe(true);
  });

  test('pinned in a larger round, it takes the spotlight by itself', () => {
    expect(place(people(3), { pinned: 'p1' })[0]).toMatchObject({ personId: 'p1' });
    expect(new Set(place(people(3), { pinned: 'p1' }).map((tile) => tile.width)).size).toBe(2);
  });
});

describe('a shared screen', () => {
  test('is shown whole, with its owner first in the strip', () => {
    const tiles = place(people(3, 1));
    expect(tiles[0]).toMatchObject({ personId: 'p1', source: 'screen', fit: 'contain' });
    expect(ids(tiles)).toEqual(['p1', 'p1', 'p0', 'p2']);
  });

  test('has a face over it in image in image', () => {
    const tiles = place(people(2, 0), { kind: 'picture-in-picture' });
    expect(tiles.map((tile) => tile.source)).toEqual(['screen', 'camera']);
    expect(overlap(tiles[0] as Tile, tiles[1] as Tile)).toBe(true);
  });

  test('is not waited for: without one the speaker has the stage', () => {
    expect(place(people(2), { kind: 'screen' })[0]).toMatchObject({ source: 'camera' });
  });
});

describe('the host decides', () => {
  test('in which order people stand', () => {
    expect(ids(place(people(3), { order: ['p2', 'nobody', 'p0'] }))).toEqual(['p2', 'p0', 'p1']);
  });

  test('who is not seen', () => {
    expect(ids(place(people(3), { hidden: ['p1'] }))).toEqual(['p0', 'p2']);
    expect(place(people(1), { hidden: ['p0'] })).toEqual([]);
  });

  test('how wide the gaps are', () => {
    const [left, right] = place(people(2), { kind: 'side-by-side', gapPx: 40 });
    expect((right?.x ?? 0) - ((left?.x ?? 0) + (left?.width ?? 0))).toBe(40);
    expect(left?.x).toBe(40);
  });

  test('how a camera sits in its tile', () => {
    expect(place(people(1), { fit: 'contain' })[0]?.fit).toBe('contain');
  });
});

describe('a source with a place of its own', () => {
  const box = { x: 0.5, y: 0.25, width: 0.25, height: 0.5 };
  const sources = [{ personId: 'p1', source: 'camera', place: box }] as const;

  test('takes no part in the layout: the others have its room, and it lies over them', () => {
    const tiles = place(people(3), { kind: 'grid', sources });
    expect(ids(tiles)).toEqual(['p0', 'p2', 'p1']);
    expect(tiles.slice(0, 2)).toEqual(
      place([people(1)[0] as Person, people(3)[2] as Person], { kind: 'grid' }),
    );
    expect(tiles[2]).toMatchObject({ x: 640, y: 180, width: 320, height: 360 });
  });

  test('is there only while its source is, and stays hidden where the host hid it', () => {
    expect(ids(place(people(1), { sources }))).toEqual(['p0']);
    expect(ids(place(people(2), { sources, hidden: ['p1'] }))).toEqual(['p0']);
    const screen = [{ personId: 'p1', source: 'screen', place: box }] as const;
    expect(place(people(2), { sources: screen }).some(({ source }) => source === 'screen')).toBe(false);
    expect(place(people(2, 1), { sources: screen }).at(-1)).toMatchObject({ source: 'screen', x: 640 });
  });

  test('may be an image: the layout is that without one', () => {
    const media = [{ personId: 'm', source: 'media', place: box, layer: -1 }] as const;
    const tiles = place(people(2), { kind: 'grid', media: 'm', sources: media });
    expect(tiles[0]).toMatchObject({ personId: 'm', x: 640 });
    expect(tiles.slice(1)).toEqual(place(people(2), { kind: 'grid' }));
  });
});

test('a source keeps its place in the layout with a crop, a fit, an opacity, a key and a layer of its own', () => {
  const key = { colour: '#00b140', similarity: 0.3, smoothness: 0.1 };
  const crop = { left: 0.1, top: 0, right: 0.2, bottom: 0 };
  const style = {
    personId: 'p0',
    source: 'camera',
    fit: 'contain',
    crop,
    opacity: 0.5,
    key,
    layer: 1,
  } as const;
  const plain = place(people(2), { kind: 'grid' });
  const tiles = place(people(2), { kind: 'grid', sources: [style] });
  expect(tiles).toEqual([plain[1], { ...plain[0], fit: 'contain', crop, opacity: 0.5, key }]);
});

describe('a tile that is hidden', () => {
  const tilesOf = (layout: Partial<TileLayout>) =>
    place(people(2, 0), layout).map(({ personId, source }) => `${personId} ${source}`);

  test('a hidden screen leaves the camera of its owner', () => {
    expect(tilesOf({ hiddenScreens: ['p0'] })).toEqual(['p0 camera', 'p1 camera']);
  });

  test('a hidden camera leaves the screen of its owner', () => {
    expect(tilesOf({ hidden: ['p0'] })).toEqual(['p0 screen', 'p1 camera']);
  });

  test('a screen alone fills the canvas when all cameras are hidden', () => {
    expect(tilesOf({ hidden: ['p0', 'p1'] })).toEqual(['p0 screen']);
    expect(tilesOf({ hidden: ['p0', 'p1'], kind: 'grid' })).toEqual([]);
  });
});
