import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JOURNAL_NAME } from '../recording/recording-files.js';
import { RecordingIndex } from '../recording/recording-index.js';
import type { RecordedTrack } from '../recording/recording-summary.js';
import { timelineOf } from '../recording/recording-timeline.js';
import { readTrackLog } from './read-track-log.js';
import { trackLogsIn } from './track-logs.js';
import { TrackMaker } from './track-maker.js';

/** A kill in the middle of a write leaves nothing between here and the limit of a recording's summary. */
const MOST_TRACKS = 1_000;

/** Files of what each participant sent, in their own codecs, out of the track logs of a recording. */
export async function makeTracks(
  folder: string,
  onProgress: (done: number) => void,
): Promise<RecordedTrack[]> {
  const index = RecordingIndex.read(await readFile(join(folder, JOURNAL_NAME), 'utf8'));
  const slots = timelineOf(index);
  const [first, last] = [slots[0], slots.at(-1)];
  if (first === undefined || last === undefined) return [];
  const maker = new TrackMaker({
    folder,
    startWallMs: first.programDateTimeMs,
    endMs: (last.endSeconds - first.startSeconds) * 1_000,
  });
  const names = await trackLogsIn(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  const total = sizes.reduce((sum, size) => sum + size, 1);
  let before = 0;
  try {
    for (const [at, name] of names.entries()) {
      for await (const { entry, bytes, readBytes } of readTrackLog(join(folder, name))) {
        await maker.take(entry, bytes);
        onProgress((before + readBytes) / total);
      }
      await maker.endConnection();
      before += sizes[at] ?? 0;
    }
    return (await maker.finish()).slice(0, MOST_TRACKS);
  } catch (error) {
    await maker.abandon();
    throw error;
  }
}

/** The files that were made of them are what is kept. */
export async function removeTrackLogs(folder: string): Promise<void> {
  for (const name of await trackLogsIn(folder)) await rm(join(folder, name), { force: true });
}
