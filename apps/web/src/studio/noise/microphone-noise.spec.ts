/** @jest-environment jsdom */
import { beforeEach, expect, jest, test } from '@jest/globals';
import { type DeviceState, Observed, type TrackEffect, USUAL_CAPTURE } from '#client';
import { MicrophoneNoise } from './microphone-noise.js';
import type { NoiseTrouble } from './noise-effect.js';

let effects: (TrackEffect | null)[];
let troubles: ((trouble: NoiseTrouble) => void)[];
let state: Observed<DeviceState>;
let fails = false;

const open = () =>
  new MicrophoneNoise(
    { state, setMicrophoneEffect: async (effect) => void effects.push(effect) },
    async (onTrouble) => {
      if (fails) throw new Error('not loaded');
      troubles.push(onTrouble);
      return { start: jest.fn(async (raw: MediaStreamTrack) => raw), stop: jest.fn() };
    },
  );

const setMusic = (isMusic: boolean) => state.patch({ capture: { ...USUAL_CAPTURE, isMusic } });

beforeEach(() => {
  effects = [];
  troubles = [];
  fails = false;
  state = new Observed({ capture: USUAL_CAPTURE } as DeviceState);
  localStorage.clear();
});

test('what is chosen is kept for the next time', async () => {
  await open().restore();
  expect(effects).toEqual([]);
  await open().choose(true);
  expect(effects).toHaveLength(1);
  const next = open();
  await next.restore();
  expect([effects.length, next.state.value.isRemoved]).toEqual([2, true]);
  await next.choose(false);
  expect([effects.at(-1), localStorage.getItem('proscenium.noise-removal')]).toEqual([null, 'off']);
});

test('in music mode it rests, and begins again after it', async () => {
  const noise = open();
  await noise.choose(true);
  setMusic(true);
  expect([effects.at(-1), noise.state.value.isRemoved]).toEqual([null, true]);
  setMusic(false);
  await Promise.resolve();
  expect(effects).toHaveLength(3);
  expect(effects.at(-1)).not.toBeNull();
});

test('chosen in music mode, it waits for the end of it', async () => {
  setMusic(true);
  await open().choose(true);
  expect(effects).toEqual([]);
});

test('where it costs too much it ends and says so; the word of one that was left before changes nothing', async () => {
  const noise = open();
  await noise.choose(true);
  troubles[0]?.('slow');
  expect([effects.at(-1), noise.state.value]).toEqual([null, { isRemoved: false, trouble: 'slow' }]);
  await noise.choose(true);
  troubles[0]?.('failed');
  expect(noise.state.value).toEqual({ isRemoved: true, trouble: null });
});

test('what cannot be loaded is said', async () => {
  fails = true;
  const noise = open();
  await noise.choose(true);
  expect(noise.state.value).toEqual({ isRemoved: false, trouble: 'failed' });
  expect(effects.at(-1)).toBeNull();
});
