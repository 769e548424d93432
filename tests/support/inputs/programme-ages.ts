import { ageMs, readClock } from '../page/bar-code.js';
import { decodedFrames } from './decoded-frames.js';
import { programmeSegments } from './programme-segments.js';

const FRAME_RATE = 30;
const SIZE = { width: 320, height: 180 };

/** How old a bar code that fills the programme is in each frame, by the programme's clock. Without those that cannot be read. */
export async function programmeAges(playlistUrl: string, sinceMs: number): Promise<number[]> {
  const ages: number[] = [];
  const { segments } = await programmeSegments(playlistUrl, sinceMs);
  for (const { startMs, bytes } of segments) {
    const filter = `scale=${SIZE.width}:${SIZE.height}:flags=area,format=gray`;
    const frames = await decodedFrames(bytes, filter, SIZE.width * SIZE.height);
    for (const [at, luma] of frames.entries()) {
      const atMs = startMs + (at * 1_000) / FRAME_RATE;
      const clock = readClock((x, y) => luma[pixelAt(x, y)] ?? 0);
      if (clock !== undefined && atMs >= sinceMs) ages.push(ageMs(clock, atMs));
    }
  }
  return ages;
}

const pixelAt = (x: number, y: number): number =>
  Math.min(SIZE.height - 1, Math.floor(y * SIZE.height)) * SIZE.width +
  Math.min(SIZE.width - 1, Math.floor(x * SIZE.width));
