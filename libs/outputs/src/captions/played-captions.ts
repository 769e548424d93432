import { type CaptionCue, printWebVtt } from '#media';
import { captionSegmentsName } from '../recording/recording-files.js';
import { type TimelineSlot, writtenSlots } from '../recording/recording-timeline.js';
import { vodHead } from '../recording/vod-head.js';
import type { RecordedCaptions } from './recorded-captions.js';

export interface PlayedCaptions {
  playlist: string;
  /** A WebVTT file for each segment. */
  segments: string;
  /** All of it, from the first frame that is played. */
  alone: string;
}

/**
 * Captions for what is played of a recording: segments in step with those of video and audio, discontinuities included.
 * A cue stands in each segment into which it lasts. Nothing where nothing was said there.
 */
export function playedCaptions(
  { id, cues }: RecordedCaptions,
  slots: readonly TimelineSlot[],
  zeroMs: number,
): PlayedCaptions | undefined {
  const written = writtenSlots(slots);
  const [first] = written;
  const last = written.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const [fromMs, toMs] = [zeroMs + first.slot.startSeconds * 1_000, zeroMs + last.slot.endSeconds * 1_000];
  const played = within(cues, fromMs, toMs);
  if (played.length === 0) return undefined;
  const lines = vodHead(written.map(({ slot }) => slot.endSeconds - slot.startSeconds));
  const name = captionSegmentsName(id);
  const texts: string[] = [];
  const takeUntil = inOrder(played);
  let offset = 0;
  for (const { slot, isDiscontinuous } of written) {
    const [startMs, endMs] = [zeroMs + slot.startSeconds * 1_000, zeroMs + slot.endSeconds * 1_000];
    const text = `${printWebVtt(takeUntil(startMs, endMs), zeroMs)}\n`;
    const bytes = Buffer.byteLength(text);
    if (isDiscontinuous) lines.push('#EXT-X-DISCONTINUITY');
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(slot.programDateTimeMs).toISOString()}`,
      `#EXTINF:${(slot.endSeconds - slot.startSeconds).toFixed(6)},`,
      `#EXT-X-BYTERANGE:${bytes}@${offset}`,
      name,
    );
    texts.push(text);
    offset += bytes;
  }
  lines.push('#EXT-X-ENDLIST');
  return {
    playlist: `${lines.join('\n')}\n`,
    segments: texts.join(''),
    alone: printWebVtt(
      played.map((cue) => ({ ...cue, endMs: Math.min(cue.endMs, toMs) })),
      fromMs,
      { isAlone: true },
    ),
  };
}

/** Cues in order of their beginning that are shown between these moments. */
const within = (cues: readonly CaptionCue[], fromMs: number, toMs: number): CaptionCue[] =>
  cues.filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs);

/** The same for one stretch after the other: each cue is looked at once, and while it lasts. */
function inOrder(cues: readonly CaptionCue[]): (fromMs: number, toMs: number) => CaptionCue[] {
  let lasting: CaptionCue[] = [];
  let next = 0;
  return (fromMs, toMs) => {
    while (next < cues.length && (cues[next]?.startMs ?? toMs) < toMs)
      lasting.push(cues[next++] as CaptionCue);
    lasting = within(lasting, fromMs, toMs);
    return lasting;
  };
}
