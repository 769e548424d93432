import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type CaptionCue, parseWebVtt } from '#media';
import { recordedCaptionsName } from '../recording/recording-files.js';
import type { RecordedRendition, RecordingIndex } from '../recording/recording-index.js';
import type { RecordedSegment } from '../recording/recording-line.js';
import { showZeroMs } from '../recording/show-zero.js';

/** What was said in one language, as it was corrected in the end, in order. On the programme's clock. */
export interface RecordedCaptions {
  id: string;
  language: string;
  name: string;
  cues: readonly CaptionCue[];
}

/** Of one language; a long day of speech has fewer. */
const MOST_CUES = 100_000;
/** Of one segment of two seconds. */
const MOST_SEGMENT_BYTES = 1_048_576;

/** The captions of a recording that is over. A language in which nothing was said is left out. */
export async function readRecordedCaptions(
  folder: string,
  index: RecordingIndex,
): Promise<RecordedCaptions[]> {
  const found: RecordedCaptions[] = [];
  for (const rendition of index.renditions.values()) {
    const { id, kind, language = '', name = language } = rendition.spec;
    if (kind !== 'subtitles' || language === '') continue;
    const cues = await cuesOf(folder, rendition);
    if (cues.length > 0) found.push({ id, language, name, cues });
  }
  return found;
}

async function cuesOf(folder: string, { spec, segments }: RecordedRendition): Promise<CaptionCue[]> {
  const cues = new Map<string, CaptionCue>();
  if (segments.length === 0) return [];
  const handle = await open(join(folder, recordedCaptionsName(spec.id)), 'r');
  try {
    // What was missed was recorded later: corrections count in the order in which they were published.
    for (const segment of [...segments].sort((a, b) => a.startSeconds - b.startSeconds)) {
      // Times in the file count from the zero of its own timeline.
      const zeroMs = Math.round(showZeroMs(segment) + segment.shiftSeconds * 1_000);
      const read = parseWebVtt(await textOf(handle, segment), zeroMs);
      for (const id of read.withdrawn) cues.delete(id);
      for (const cue of read.cues) if (cues.has(cue.id) || cues.size < MOST_CUES) cues.set(cue.id, cue);
    }
  } finally {
    await handle.close();
  }
  return [...cues.values()].sort((a, b) => a.startMs - b.startMs);
}

async function textOf(handle: FileHandle, { offset, bytes }: RecordedSegment): Promise<string> {
  const buffer = Buffer.alloc(Math.min(bytes, MOST_SEGMENT_BYTES));
  await handle.read(buffer, 0, buffer.length, offset);
  return buffer.toString();
}
