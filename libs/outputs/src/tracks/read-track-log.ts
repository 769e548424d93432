import { createReadStream } from 'node:fs';
import { FrameReader } from '#kernel';
import { type TrackLogEntry, trackLogEntrySchema } from './track-log-entry.js';

export interface LoggedEntry {
  entry: TrackLogEntry;
  bytes: Buffer;
  /** Of the file, with this entry. */
  readBytes: number;
}

/** The entries of one track log, up to where a kill tore it. */
export async function* readTrackLog(path: string): AsyncGenerator<LoggedEntry> {
  const reader = new FrameReader();
  let readBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    readBytes += (chunk as Buffer).length;
    const entries: LoggedEntry[] = [];
    try {
      for (const { message, bytes } of reader.push(chunk as Buffer)) {
        const entry = trackLogEntrySchema.safeParse(message);
        if (entry.success) entries.push({ entry: entry.data, bytes, readBytes });
      }
    } catch {
      yield* entries;
      return;
    }
    yield* entries;
  }
}
