import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Log } from '#kernel';
import { trackLogBytes } from '../tracks/track-logs.js';
import { JOURNAL_NAME } from './recording-files.js';
import { RecordingIndex } from './recording-index.js';
import type { RecordingStore } from './recording-store.js';
import { spanOf, timelineOf } from './recording-timeline.js';
import { writePlaylists } from './write-playlists.js';

/**
 * Nothing more is written to it: it can be played from its playlists at once, and what else it needs may be made. A
 * recording of nothing is removed.
 */
export async function finishRecording(
  store: RecordingStore,
  id: string,
  { clock, log }: { clock: Clock; log: Log },
): Promise<void> {
  const summary = store.find(id);
  if (summary === undefined || summary.state !== 'recording') return;
  const folder = store.folderOf(summary);
  const index = RecordingIndex.read(await readFile(join(folder, JOURNAL_NAME), 'utf8').catch(() => ''));
  const { startSeconds, endSeconds } = spanOf(timelineOf(index));
  const seconds = endSeconds - startSeconds;
  if (seconds === 0) {
    await store.remove(id);
    return;
  }
  const played = await writePlaylists(folder, index);
  await store.change(id, {
    state: 'finishing',
    endedAtMs: Math.round(clock.wallMs()),
    isStopped: false,
    hasPlaylist: true,
    seconds,
    ...played,
    bytes: await store.bytesOf(summary),
    trackLogBytes: await trackLogBytes(folder),
  });
  log.info('outputs.record | recorded', { showId: summary.showId, recordingId: id, seconds });
}
