import { join } from 'node:path';
import { foldersIn } from './folders-in.js';
import { recordingFolder } from './recording-files.js';
import type { RecordingSummary } from './recording-summary.js';
import { readSummary } from './summary-file.js';

/** The recordings of a show as they lie on the disk. */
export async function storedRecordings(root: string, showId: string): Promise<RecordingSummary[]> {
  const found: RecordingSummary[] = [];
  for (const id of await foldersIn(join(root, showId))) {
    const summary = await readSummary(recordingFolder(root, showId, id));
    if (summary?.id === id && summary.showId === showId) found.push(summary);
  }
  return found;
}
