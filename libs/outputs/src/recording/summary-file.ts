import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { SUMMARY_NAME } from './recording-files.js';
import { type RecordingSummary, recordingSummarySchema } from './recording-summary.js';

/** Nothing where there is none that can be read: the folder holds no recording. */
export async function readSummary(folder: string): Promise<RecordingSummary | undefined> {
  try {
    return recordingSummarySchema.parse(JSON.parse(await readFile(join(folder, SUMMARY_NAME), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The old one or the new one is there, whatever is killed. */
export async function writeSummary(folder: string, summary: RecordingSummary): Promise<void> {
  const path = join(folder, SUMMARY_NAME);
  const draft = `${path}.unfinished`;
  const handle = await open(draft, 'w');
  try {
    await handle.writeFile(JSON.stringify(summary));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
}
