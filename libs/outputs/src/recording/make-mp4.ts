import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chapter, Trim } from '../edit/recording-edit.js';
import { writeMp4 } from '../mp4/write-mp4.js';
import { JOURNAL_NAME, MP4_NAME, mediaName } from './recording-files.js';
import { type RecordedRendition, RecordingIndex } from './recording-index.js';
import { keptSlots, spanOf, type TimelineSlot, timelineOf } from './recording-timeline.js';

const recordedSeconds = ({ segments }: RecordedRendition): number =>
  segments.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);

/** Rungs that are given up under load have holes: the best rendition is the highest of those with the fewest. */
const SAME_COVER_SECONDS = 0.5;

export function bestVideo(index: RecordingIndex): RecordedRendition | undefined {
  const videos = [...index.renditions.values()].filter(
    ({ spec, segments }) => spec.kind === 'video' && segments.length > 0,
  );
  const most = Math.max(...videos.map(recordedSeconds));
  return videos
    .filter((video) => recordedSeconds(video) >= most - SAME_COVER_SECONDS)
    .sort((a, b) => (b.spec.height ?? 0) - (a.spec.height ?? 0))[0];
}

/** The programme as one file: its best rendition and the audio, from the first recorded frame to the last. */
export async function makeMp4(
  folder: string,
  onProgress: (done: number) => void,
  { trim = null, chapters = [] }: { trim?: Trim | null; chapters?: readonly Chapter[] } = {},
): Promise<{ bytes: number }> {
  const index = RecordingIndex.read(await readFile(join(folder, JOURNAL_NAME), 'utf8'));
  const video = bestVideo(index);
  const audio = [...index.renditions.values()].find(({ spec }) => spec.kind === 'audio');
  const tracks = [video, audio].filter((each) => each !== undefined && each.segments.length > 0);
  const slots = keptSlots(timelineOf(index), trim);
  const { startSeconds, endSeconds } = spanOf(slots);
  const path = join(folder, MP4_NAME);
  const { bytes } = await writeMp4({
    path,
    startSeconds,
    endSeconds,
    chapters,
    sources: tracks.flatMap((track) => (track === undefined ? [] : [sourceOf(folder, track, slots)])),
    onProgress,
  });
  return { bytes: (await stat(path)).size || bytes };
}

export function sourceOf(folder: string, { spec, maps }: RecordedRendition, slots: readonly TimelineSlot[]) {
  const segments = slots.flatMap(({ segments: recorded }) => recorded.get(spec.id) ?? []);
  return {
    path: join(folder, mediaName(spec.id)),
    segments: segments.flatMap(({ offset, bytes, mapUri, shiftSeconds }) => {
      const map = maps.get(mapUri);
      return map === undefined ? [] : [{ offset, bytes, map, shiftSeconds }];
    }),
  };
}
