import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import type { FramePoints } from '../origin/delivered-frames.js';
import { CLIP_COLOURS, CLIP_FRAMES, FLASH_COLOURS, readFrame } from './frame-codes.js';

const SIZE = { width: 64, height: 36 };
const POINTS = SIZE.width * SIZE.height;

async function frames(colours: string, count: number): Promise<FramePoints[]> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', `color=c=gray:s=${SIZE.width}x${SIZE.height}:r=30`],
      ...['-vf', `format=yuv420p,geq=${colours},format=yuv444p`, '-frames:v', `${count}`],
      ...['-f', 'rawvideo', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  const plane = (frame: number, at: number) => {
    const from = (3 * frame + at) * POINTS;
    return stdout.subarray(from, from + POINTS);
  };
  return Array.from({ length: count }, (_, n) => ({ luma: plane(n, 0), cb: plane(n, 1), cr: plane(n, 2) }));
}

/** The share of the second one grows with the frame, as in a fade. */
function mixed(one: FramePoints, other: FramePoints, share: number): FramePoints {
  const mix = (a: Uint8Array, b: Uint8Array) =>
    a.map((value, at) => Math.round(value * (1 - share) + (b[at] ?? 0) * share));
  return { luma: mix(one.luma, other.luma), cb: mix(one.cb, other.cb), cr: mix(one.cr, other.cr) };
}

test('each frame of the clip says its number, and none of them flashes', async () => {
  const read = (await frames(CLIP_COLOURS, CLIP_FRAMES)).map(readFrame);
  expect(read.map(({ clip }) => clip)).toEqual(Array.from({ length: CLIP_FRAMES }, (_, n) => n));
  expect(read.every(({ flash }) => flash === 0)).toBe(true);
});

test('three of thirty frames of the witness flash, and none of them is the clip', async () => {
  const read = (await frames(FLASH_COLOURS, 60)).map(readFrame);
  expect(read.flatMap(({ flash }, n) => (flash > 0.9 ? [n] : []))).toEqual([0, 1, 2, 30, 31, 32]);
  expect(read.filter(({ flash, clip }) => (flash > 0 && flash < 0.9) || clip !== undefined)).toEqual([]);
});

test('in fades from one frame of the clip to others no numbers count on', async () => {
  const all = await frames(CLIP_COLOURS, CLIP_FRAMES);
  const fade = 12;
  for (let from = 0; from < CLIP_FRAMES; from += 3) {
    for (let to = 0; to + fade < CLIP_FRAMES; to += 5) {
      if (Math.abs(from - to) <= fade) continue;
      const read = Array.from({ length: fade - 1 }, (_, n) =>
        readFrame(mixed(all[from] as FramePoints, all[to + n] as FramePoints, (n + 1) / fade)),
      );
      const wrong = read.map(({ clip }, n) => (clip === undefined ? undefined : clip - n));
      const counts = wrong.some(
        (offset, n) =>
          offset !== undefined && offset !== to && wrong[n + 1] === offset && wrong[n + 2] === offset,
      );
      expect({ from, to, counts }).toEqual({ from, to, counts: false });
    }
  }
});
