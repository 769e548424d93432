import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '#kernel';
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

/** The old one or the new one is there, whatever is killed, the machine too. */
export function writeSummary(folder: string, summary: RecordingSummary): Promise<void> {
  return writeWhole(join(folder, SUMMARY_NAME), JSON.stringify(summary), { isDurable: true });
}
