import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '#kernel';
import {
  JOURNAL_NAME,
  MP4_NAME,
  POSTER_NAME,
  SPRITE_NAME,
  THUMBNAILS_NAME,
} from '../recording/recording-files.js';
import { RecordingIndex } from '../recording/recording-index.js';
import type { RecordingStore } from '../recording/recording-store.js';
import { keptSlots, spanOf, timelineOf } from '../recording/recording-timeline.js';
import { writePlaylists } from '../recording/write-playlists.js';
import type { RecordingEdit, Trim } from './recording-edit.js';

/** Made of what is played: they are made again. */
const MADE_OF_IT = [MP4_NAME, POSTER_NAME, SPRITE_NAME, THUMBNAILS_NAME];

/**
 * Trims a recording and gives it chapters, by its playlists at once; the file and the images are made again by jobs.
 * Nothing recorded is lost: the next edit may take it in again. Its files are on this disk.
 */
export async function editRecording(
  store: RecordingStore,
  id: string,
  { trim: wanted, chapters }: RecordingEdit,
  log: Log,
): Promise<void> {
  const summary = store.find(id);
  if (summary === undefined || (summary.state !== 'ready' && summary.state !== 'failed')) return;
  const folder = store.folderOf(summary);
  const index = RecordingIndex.read(await readFile(join(folder, JOURNAL_NAME), 'utf8'));
  const trim = wanted === undefined ? summary.trim : snapped(index, wanted);
  const { captions, playedFromMs } = await writePlaylists(folder, index, trim);
  for (const name of MADE_OF_IT) await rm(join(folder, name), { force: true });
  await store.change(id, {
    trim,
    chapters: chapters ?? summary.chapters,
    captions,
    playedFromMs,
    edits: summary.edits + 1,
    mp4Bytes: null,
    posterFile: null,
  });
  log.info('outputs.edit | edited', { recordingId: id, trim, chapters: chapters?.length });
}

/** Cut where segments are: no frame outside is delivered, and nothing is encoded again. */
function snapped(index: RecordingIndex, trim: Trim | null): Trim | null {
  if (trim === null) return null;
  const slots = timelineOf(index);
  const all = spanOf(slots);
  const kept = spanOf(keptSlots(slots, trim));
  const [fromSeconds, toSeconds] = [kept.startSeconds - all.startSeconds, kept.endSeconds - all.startSeconds];
  const isWhole = kept.startSeconds === all.startSeconds && kept.endSeconds === all.endSeconds;
  return isWhole ? null : { fromSeconds, toSeconds };
}
