import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readClock } from '../page/bar-code.js';
import { colourReader } from '../page/pixels.js';
import { lumaOf } from '../page/test-card.js';

export interface ClockedFrame {
  /** By the file. */
  seconds: number;
  /** The camera's bar code, where it can be read. */
  clock?: number | undefined;
}

export interface FilePart {
  /** From the file's first frame on, which need not stand at 0. */
  fromSeconds: number;
  seconds: number;
}

const SIZE = { width: 320, height: 180 };
const run = promisify(execFile);
const BYTES_AT_MOST = 1024 ** 3;

/** Frames of a file's video, with their times in the file and what their bar code says: all, or those of a part. */
export async function framesOf(url: string, part?: FilePart): Promise<ClockedFrame[]> {
  const within = part === undefined ? [] : ['-ss', `${part.fromSeconds}`, '-t', `${part.seconds}`];
  const scale = `scale=${SIZE.width}:${SIZE.height}:flags=area,format=rgba,showinfo`;
  const decode = ['-v', 'info', '-nostats', '-copyts', ...within, '-i', url, '-map', '0:v', '-vf', scale];
  const { stdout, stderr } = await run(
    'ffmpeg',
    [...decode, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
    { encoding: 'buffer', maxBuffer: BYTES_AT_MOST },
  );
  const seconds = [...stderr.toString().matchAll(/pts_time:([\d.]+)/g)].map(([, time]) => Number(time));
  const frameBytes = SIZE.width * SIZE.height * 4;
  return seconds.map((each, index) => {
    const data = stdout.subarray(index * frameBytes, (index + 1) * frameBytes);
    const colourAt = colourReader({ ...SIZE, data });
    return { seconds: each, clock: readClock((x, y) => lumaOf(colourAt(x, y))) };
  });
}
