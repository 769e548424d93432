import { watchAudio } from '../origin/delivered-audio.js';
import { watchDelivered } from '../origin/delivered-frames.js';
import { playlistUrl } from './cluster-show.js';
import type { ServerUnderTest } from './server-under-test.js';

/** Of a programme that is not told otherwise. */
const FRAME_RATE = 30;

/** Follows a show at this node, from a segment to its end: empty where each frame comes once, without a cut. */
export async function videoFaults(
  node: ServerUnderTest,
  showId: string,
  fromSegment?: number,
): Promise<string[]> {
  const { broken, frames, seconds } = await watchDelivered(
    playlistUrl(node, showId, 'video-360'),
    fromSegment === undefined ? {} : { fromSegment },
  );
  const expected = Math.round(seconds * FRAME_RATE);
  return [
    ...(broken === undefined ? [] : [`video is broken at segment ${broken}`]),
    ...(frames === expected ? [] : [`${frames} frames of video instead of ${expected}`]),
  ];
}

/** The same of its audio: empty where each segment begins where the one before it ends. */
export async function audioFaults(
  node: ServerUnderTest,
  showId: string,
  fromSegment?: number,
): Promise<string[]> {
  const { jumps } = await watchAudio(playlistUrl(node, showId, 'audio'), fromSegment);
  return jumps.map(({ segment, samples }) => `audio jumps by ${samples} samples at segment ${segment}`);
}
