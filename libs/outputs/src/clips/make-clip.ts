import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { savePoster } from '../jobs/ffmpeg-preview.js';
import { writeMp4 } from '../mp4/write-mp4.js';
import { bestVideo, sourceOf } from '../recording/make-mp4.js';
import { JOURNAL_NAME } from '../recording/recording-files.js';
import { RecordingIndex } from '../recording/recording-index.js';
import { spanOf, timelineOf } from '../recording/recording-timeline.js';
import { clipFile, clipImage } from './clip.js';

export interface MakeClipOptions {
  folder: string;
  clipId: string;
  /** From the recording's first frame. */
  fromSeconds: number;
  toSeconds: number;
  ffmpegPath: string;
  onProgress(done: number): void;
}

const MEDIA_SHARE = 0.8;

/**
 * A part of a recording as a file and an image of it. The recording may still be written: what its journal names is on
 * disk. Nothing is encoded: what lies before the clip within its first segment is left out by the file's own edit list.
 */
export async function makeClip(options: MakeClipOptions): Promise<{ seconds: number; bytes: number }> {
  const { folder, clipId, ffmpegPath, onProgress } = options;
  const index = RecordingIndex.read(await readFile(join(folder, JOURNAL_NAME), 'utf8'));
  const slots = timelineOf(index);
  const span = spanOf(slots);
  const startSeconds = span.startSeconds + options.fromSeconds;
  const endSeconds = Math.min(span.startSeconds + options.toSeconds, span.endSeconds);
  const within = slots.filter((slot) => slot.endSeconds > startSeconds && slot.startSeconds < endSeconds);
  const audio = [...index.renditions.values()].find(({ spec }) => spec.kind === 'audio');
  const tracks = [bestVideo(index), audio].filter((track) => track !== undefined);
  const sources = tracks
    .map((track) => sourceOf(folder, track, within))
    .filter(({ segments }) => segments.length > 0);
  if (sources.length === 0) throw new Error('nothing is recorded there');
  const path = join(folder, clipFile(clipId));
  await writeMp4({
    path,
    startSeconds,
    endSeconds,
    sources,
    onProgress: (done) => onProgress(done * MEDIA_SHARE),
  });
  // Its first frame: what it was cut for begins there.
  await savePoster({ from: path, to: join(folder, clipImage(clipId)), atSeconds: 0, ffmpegPath });
  onProgress(1);
  return { seconds: endSeconds - startSeconds, bytes: (await stat(path)).size };
}
