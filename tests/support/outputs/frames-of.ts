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

const SIZE = { width: 320, height: 180 };
const run = promisify(execFile);
const BYTES_AT_MOST = 1024 ** 3;

/** All frames of a file's video, with their times in the file and what their bar code says. */
export async function framesOf(url: string): Promise<ClockedFrame[]> {
  const asked = [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'frame=pts_time',
    '-of',
    'csv=p=0',
    url,
  ];
  const { stdout: times } = await run('ffprobe', asked, { maxBuffer: BYTES_AT_MOST });
  const seconds = times.trim().split('\n').map(Number.parseFloat);
  const scale = `scale=${SIZE.width}:${SIZE.height}:flags=area,format=rgba`;
  const decode = ['-v', 'error', '-i', url, '-map', '0:v', '-vf', scale, '-fps_mode', 'passthrough'];
  const { stdout } = await run('ffmpeg', [...decode, '-f', 'rawvideo', 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: BYTES_AT_MOST,
  });
  const frameBytes = SIZE.width * SIZE.height * 4;
  return seconds.map((each, index) => {
    const data = stdout.subarray(index * frameBytes, (index + 1) * frameBytes);
    const colourAt = colourReader({ ...SIZE, data });
    return { seconds: each, clock: readClock((x, y) => lumaOf(colourAt(x, y))) };
  });
}
