import type { Rgb } from '../page/test-card.js';
import type { InputShow } from './input-show.js';
import { programmeFrames } from './programme-frames.js';

/** When the first frame of such a colour stands in the programme, by its own clock: however late viewers see it. */
export async function firstInProgrammeMs(
  { server, showId }: Pick<InputShow, 'server' | 'showId'>,
  isWanted: (colour: Rgb) => boolean,
  sinceMs: number,
): Promise<number> {
  const { href } = new URL(`/live/${showId}/video-360.m3u8`, server.url);
  const { frames } = await programmeFrames(href, sinceMs);
  const first = frames.find(({ colour }) => isWanted(colour));
  if (first === undefined)
    throw new Error(
      `the encoder is in no segment: ${frames.slice(-60).map(({ colour }) => colour.join(' '))}`,
    );
  return first.atMs;
}
