import { Child, systemClock } from '#kernel';
import { waitFor } from '../kernel/wait-for.js';

/** FFmpeg reads the map again after each reload and says so; it is its own affair. */
const MAP_READ_AGAIN = /^.*Found duplicated MOOV Atom.*\n(\s*Last message repeated \d+ times\n)?/gm;
const GSTREAMER_SINKS = [
  'video-sink=fakesink name=video sync=true silent=false',
  'audio-sink=fakesink sync=true',
];
const FRAME_RATE = 30;
const STARTS_WITHIN_SECONDS = 40;

/** What FFmpeg warns of while it decodes this, line by line; how it ended, if not well. */
export async function ffmpegWarns(input: readonly string[], bytes?: Buffer): Promise<string[]> {
  const child = new Child({
    name: 'ffmpeg as a player',
    command: 'ffmpeg',
    args: ['-v', 'warning', '-nostdin', ...input, '-f', 'null', '-'],
    clock: systemClock,
  });
  if (bytes) child.stdin.end(bytes);
  const { kind, stderr } = await child.exited;
  const said = stderr.replaceAll(MAP_READ_AGAIN, '');
  return [...(kind === 'finished' ? [] : [kind]), ...said.split('\n').filter((line) => line !== '')];
}

/** Plays so many seconds as a plain HLS client; answers with what went wrong, if anything. */
export const playWithFfmpeg = (url: string, seconds: number): Promise<string[]> =>
  ffmpegWarns(['-i', url, '-t', `${seconds}`]);

/** The same; its frames are counted as they are shown. */
export async function playWithGStreamer(url: string, seconds: number): Promise<string[]> {
  const child = new Child({
    name: 'gstreamer as a player',
    command: 'gst-launch-1.0',
    args: ['-v', 'playbin3', `uri=${url}`, ...GSTREAMER_SINKS],
    clock: systemClock,
  });
  let shownFrames = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    shownFrames += chunk.toString().split('(video:sink)').length - 1;
  });
  const wanted = seconds * FRAME_RATE;
  const deadlineMs = (seconds + STARTS_WITHIN_SECONDS) * 1_000;
  const isEnough = () => shownFrames >= wanted || !child.isRunning;
  await waitFor('GStreamer to show its frames', deadlineMs, isEnough).catch(() => undefined);
  const faults = child.stderrTail.split('\n').filter((line) => line.includes('ERROR'));
  if (shownFrames < wanted) faults.push(`${shownFrames} of ${wanted} frames`);
  await child.kill();
  return faults;
}
