import { beforeEach, expect, test } from '@jest/globals';
import type { Layout } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { Bookend } from './bookend.js';
import { firstLayout } from './first-view.js';

const VIDEO = { path: '/clip.mp4', video: { width: 640, height: 360 }, hasAudio: true };

let layout: Layout;
let clock: ManualClock;
let bookend: Bookend;
let ended: number;

beforeEach(() => {
  layout = firstLayout('grid');
  clock = new ManualClock();
  ended = 0;
  bookend = new Bookend({
    layout: () => layout,
    setLayout: (next) => {
      layout = next;
    },
    findClip: (id) =>
      id === 'clip_1'
        ? { id, ...VIDEO }
        : id === 'audio'
          ? { id, path: '/audio.mp4', hasAudio: true }
          : undefined,
    changed: () => undefined,
    clock,
  });
});
const count = () => {
  ended += 1;
};

test('an intro has the whole canvas, and gives it back when it is over', () => {
  const before = { ...layout, media: { assetId: 'slides' } };
  layout = before;
  expect(bookend.intro('clip_1')).toBe(true);
  expect([layout.kind, layout.media]).toEqual(['solo', { assetId: 'clip_1', atEnd: 'leave' }]);
  bookend.ended('another');
  expect(layout.kind).toBe('solo');
  bookend.ended('clip_1');
  expect([layout, bookend.playing]).toEqual([before, undefined]);
});

test('what a host chose meanwhile stays', () => {
  bookend.intro('clip_1');
  layout = { ...layout, kind: 'spotlight', labels: false };
  bookend.ended('clip_1');
  expect([layout.kind, layout.media, layout.labels]).toEqual(['spotlight', null, false]);
  bookend.intro('clip_1');
  layout = { ...layout, kind: 'side-by-side', media: null };
  bookend.ended('clip_1');
  expect([layout.kind, layout.media]).toEqual(['side-by-side', null]);
});

test('an intro that is stopped gives the canvas back, and the next one begins from there', () => {
  const before = layout;
  for (const _ of ['first', 'second']) {
    bookend.intro('clip_1');
    expect(layout.media?.assetId).toBe('clip_1');
    bookend.stop();
    expect([layout, bookend.playing]).toEqual([before, undefined]);
  }
});

test('an outro keeps its last frame, and says once that it is over', () => {
  expect(bookend.outro('clip_1', count)).toBe(true);
  expect(bookend.outro('clip_1', count)).toBe(false);
  bookend.ended('clip_1');
  bookend.ended('clip_1');
  expect([ended, layout.media]).toEqual([1, { assetId: 'clip_1', atEnd: 'stay' }]);
});

test('a clip whose end nobody reports is over after three minutes; one that is stopped never', () => {
  bookend.outro('clip_1', count);
  clock.advance(3 * 60_000);
  expect(ended).toBe(1);
  bookend.outro('clip_1', count);
  bookend.stop();
  clock.advance(3 * 60_000);
  expect(ended).toBe(1);
});

test('a bookend that is closed touches nothing any more', () => {
  bookend.intro('clip_1');
  const shown = layout;
  bookend.close();
  clock.advance(3 * 60_000);
  expect([layout, bookend.playing]).toEqual([shown, undefined]);
  bookend.outro('clip_1', count);
  bookend.close();
  clock.advance(3 * 60_000);
  bookend.ended('clip_1');
  expect(ended).toBe(0);
});

test('a clip that is gone, or audio alone, is no intro', () => {
  expect([bookend.intro('deleted'), bookend.intro('audio'), layout]).toEqual([
    false,
    false,
    firstLayout('grid'),
  ]);
});
