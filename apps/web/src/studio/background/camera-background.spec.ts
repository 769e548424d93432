/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { TrackEffect } from '#client';
import type { BackgroundTrouble } from './background-effect.js';
import type { Background } from './background-messages.js';
import { CameraBackground } from './camera-background.js';

let effects: (TrackEffect | null)[];
let made: { background: Background; trouble: (trouble: BackgroundTrouble) => void }[];
let fails = false;

const open = () =>
  new CameraBackground(
    { setCameraEffect: async (effect) => void effects.push(effect) },
    async (background, trouble) => {
      if (fails) throw new Error('not loaded');
      made.push({ background, trouble });
      return {
        start: jest.fn(async (raw: MediaStreamTrack) => raw),
        stop: jest.fn(),
      };
    },
  );

const bitmap = (width: number, height: number) => ({ width, height, close: () => undefined });

beforeEach(() => {
  effects = [];
  made = [];
  fails = false;
  localStorage.clear();
});
afterEach(() => void Reflect.deleteProperty(globalThis, 'createImageBitmap'));

test('blur is used and kept for the next time; none takes it away', async () => {
  const background = open();
  await background.blur();
  expect(background.state.value).toEqual({ kind: 'blur', trouble: null });
  expect(localStorage.getItem('proscenium.background')).toBe('blur');
  await background.none();
  expect([effects.length, effects[1], background.state.value.kind]).toEqual([2, null, 'none']);
  expect(localStorage.getItem('proscenium.background')).toBe('none');
});

test('an effect that costs frames ends, and says so; the word of one that was left before changes nothing', async () => {
  const background = open();
  await background.blur();
  made[0]?.trouble('slow');
  expect(background.state.value).toEqual({ kind: 'none', trouble: 'slow' });
  expect(effects.at(-1)).toBeNull();
  await background.blur();
  made[0]?.trouble('failed');
  expect(background.state.value).toEqual({ kind: 'blur', trouble: null });
});

test('what cannot be loaded is said', async () => {
  fails = true;
  const background = open();
  await background.blur();
  expect(background.state.value).toEqual({ kind: 'none', trouble: 'failed' });
});

test('an image is scaled to what a camera sends; what is no image leaves all as it was', async () => {
  const sizes: unknown[] = [];
  const create = async (source: unknown, options?: { resizeWidth: number; resizeHeight: number }) => {
    if (source === 'broken') throw new Error('no image');
    sizes.push(options);
    return bitmap(4_000, 2_000);
  };
  Object.assign(globalThis, { createImageBitmap: create });
  const background = open();
  await background.image('photo' as unknown as Blob);
  expect(sizes).toEqual([undefined, { resizeWidth: 1_280, resizeHeight: 640 }]);
  expect(background.state.value).toEqual({ kind: 'image', trouble: null });
  await background.image('broken' as unknown as Blob);
  expect(background.state.value).toEqual({ kind: 'image', trouble: 'image' });
});

test('an image that is read slowly gives way to what is chosen after it', async () => {
  let finish: (image: object) => void = () => undefined;
  const reading = new Promise((resolve) => {
    finish = resolve;
  });
  Object.assign(globalThis, { createImageBitmap: () => reading });
  const background = open();
  const slow = background.image('photo' as unknown as Blob);
  await background.none();
  finish(bitmap(640, 360));
  await slow;
  expect([made, background.state.value.kind]).toEqual([[], 'none']);
});

test('without frames or WebGL nothing is restored', async () => {
  localStorage.setItem('proscenium.background', 'blur');
  const background = open();
  await background.restore();
  expect([made, background.state.value.kind]).toEqual([[], 'none']);
});
