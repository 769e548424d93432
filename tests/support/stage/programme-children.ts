import { treeOf } from '../processes.js';
import { colourName } from './colours.js';
import { decodePictures, type RecordedEpoch } from './recording-sink.js';

/** The processes of this test whose command is like this. */
export const childrenLike = (pattern: RegExp): number[] =>
  treeOf(process.pid)
    .filter(({ command, state }) => pattern.test(command) && state !== 'Z')
    .map(({ pid }) => pid);

export const decoders = (): number[] => childrenLike(/ffmpeg.* -f ivf /);
export const videoEncoders = (): number[] => childrenLike(/ffmpeg.* libx264 /);

/** The colour of the programme above its middle at this tick. */
export async function colourAt(epoch: RecordedEpoch, tick: number): Promise<string> {
  const pictures = await decodePictures(epoch, 64, 36);
  return colourName(pictures.rgb(Math.min(pictures.count - 1, tick - epoch.start.units), 32, 12));
}
