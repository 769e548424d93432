import type { Rgb } from '../page/test-card.js';
import { decodedFrames } from './decoded-frames.js';
import { programmeSegments } from './programme-segments.js';

export interface ProgrammeFrame {
  /** By the programme's clock. */
  atMs: number;
  /** The mean of it. */
  colour: Rgb;
}

const FRAME_RATE = 30;

/** What viewers get of a rendition of 30 frames a second: complete segments that end after `sinceMs`. */
export async function programmeFrames(
  playlistUrl: string,
  sinceMs: number,
): Promise<{ frames: ProgrammeFrame[]; discontinuities: number }> {
  const { segments, text } = await programmeSegments(playlistUrl, sinceMs);
  const frames: ProgrammeFrame[] = [];
  for (const { startMs, bytes } of segments) {
    const means = await decodedFrames(bytes, 'scale=1:1:flags=area,format=rgb24', 3);
    frames.push(
      ...means.map((mean, at) => ({
        colour: [...mean] as unknown as Rgb,
        atMs: startMs + (at * 1_000) / FRAME_RATE,
      })),
    );
  }
  const discontinuities = text.match(/^#EXT-X-DISCONTINUITY$/gm)?.length ?? 0;
  return { frames: frames.filter(({ atMs }) => atMs >= sinceMs), discontinuities };
}
