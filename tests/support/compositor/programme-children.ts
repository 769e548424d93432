import { treeOf } from '../processes/processes.js';
import { colourName } from './colours.js';
import { decodeFrames, type RecordedEpoch } from './recording-sink.js';

/** The processes of this test whose command is like this. */
export const childrenLike = (pattern: RegExp): number[] =>
  treeOf(process.pid)
    .filter(({ command, state }) => pattern.test(command) && state !== 'Z')
    .map(({ pid }) => pid);

export const decoders = (): number[] => childrenLike(/ffmpeg.* -f ivf /);
export const videoEncoders = (): number[] => childrenLike(/ffmpeg.* libx264 /);

/** A busy machine may starve a decoder for the better part of a second. */
const JUDGED_TICKS = 20;

/** The newest colour above the programme's middle just before this tick. */
export async function colourAt(epoch: RecordedEpoch, tick: number): Promise<string> {
  const pictures = await decodeFrames(epoch, 64, 36);
  const newest = Math.min(pictures.count - 1, tick - epoch.start.units);
  const oldest = Math.max(0, newest - JUDGED_TICKS);
  const colours = Array.from({ length: newest - oldest + 1 }, (_, age) =>
    colourName(pictures.rgb(newest - age, 32, 12)),
  );
  return colours.find((colour) => colour !== 'other') ?? 'other';
}
