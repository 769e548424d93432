import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ffmpeg from 'fluent-ffmpeg';
import { MP4_NAME, POSTER_NAME, SPRITE_NAME, THUMBNAILS_NAME } from '../recording/recording-files.js';
import { printThumbnails, spriteOf } from './thumbnails.js';

export interface PreviewOptions {
  folder: string;
  seconds: number;
  ffmpegPath: string;
  onProgress(done: number): void;
}

const POSTER_WIDTH = 1_280;
/** Not the slate that a show begins with. */
const POSTER_AT = 0.2;
/** A job yields to every show: it takes one core at most. */
const ONE_THREAD = ['-threads 1'];
/** Only key frames are decoded: an hour has 1,800 of them. */
const KEY_FRAMES = [...ONE_THREAD, '-skip_frame nokey'];

export interface PosterOptions {
  from: string;
  to: string;
  atSeconds: number;
  ffmpegPath: string;
}

/** One frame of a video as an image. */
export function savePoster({ from, to, atSeconds, ffmpegPath }: PosterOptions): Promise<void> {
  const command = ffmpeg(from)
    .setFfmpegPath(ffmpegPath)
    .seekInput(atSeconds)
    .inputOptions(ONE_THREAD)
    .videoFilters(`scale='min(${POSTER_WIDTH},iw)':-2`)
    .outputOptions(['-frames:v 1', '-q:v 4', '-y']);
  return saved(command, to);
}

/** An image of the recording, and small ones for the seek bar: all of them in one image, and a list of what is where. */
export async function makePreview({
  folder,
  seconds,
  ffmpegPath,
  onProgress,
}: PreviewOptions): Promise<void> {
  const command = () => ffmpeg(join(folder, MP4_NAME)).setFfmpegPath(ffmpegPath);
  const sprite = spriteOf(seconds);
  const [from, to] = [join(folder, MP4_NAME), join(folder, POSTER_NAME)];
  await savePoster({ from, to, atSeconds: seconds * POSTER_AT, ffmpegPath });
  onProgress(0.3);
  const { everySeconds, width, height, columns, rows } = sprite;
  await saved(
    command()
      .inputOptions(KEY_FRAMES)
      .videoFilters([
        `fps=1/${everySeconds}:round=down`,
        `scale=${width}:${height}:force_original_aspect_ratio=decrease`,
        `pad=${width}:${height}:-1:-1`,
        `tile=${columns}x${rows}`,
      ])
      .outputOptions(['-frames:v 1', '-q:v 5', '-y']),
    join(folder, SPRITE_NAME),
  );
  await writeFile(join(folder, THUMBNAILS_NAME), printThumbnails(sprite, seconds, SPRITE_NAME));
  onProgress(1);
}

/** FFmpeg may end well and write nothing: a file that is there and not empty is what counts. */
async function saved(command: ffmpeg.FfmpegCommand, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    command
      .on('end', () => resolve())
      .on('error', (error: Error) => reject(error))
      .save(path);
  });
  if ((await stat(path)).size === 0) throw new Error('FFmpeg wrote an empty image');
}
