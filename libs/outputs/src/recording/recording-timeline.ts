import type { Trim } from '../edit/recording-edit.js';
import type { RecordedRendition, RecordingIndex } from './recording-index.js';
import type { RecordedSegment } from './recording-line.js';

/** One stretch of the show, the same for all of video and audio; one of which nothing was recorded is a pause. */
export interface TimelineSlot {
  startSeconds: number;
  endSeconds: number;
  discontinuity: boolean;
  programDateTimeMs: number;
  segments: ReadonlyMap<string, RecordedSegment>;
}

/** Segments of one number are cut at the same boundary, audio at the nearest frame: less than this is no pause. */
const SAME_BOUNDARY_SECONDS = 0.1;

const nameOf = ({ uri, msn }: RecordedSegment): string => `${uri.split('/')[0]} ${msn}`;

/** What was recorded, put side by side along show time. Times of renditions differ by less than an audio frame. */
export function timelineOf(index: RecordingIndex): TimelineSlot[] {
  const named = new Map<string, Map<string, RecordedSegment>>();
  for (const [id, { spec, segments }] of index.renditions)
    for (const segment of spec.kind === 'subtitles' ? [] : segments) {
      const name = nameOf(segment);
      const slot = named.get(name) ?? new Map<string, RecordedSegment>();
      named.set(name, slot.set(id, segment));
    }
  const slots = [...named.values()].map((segments) => slotOf(segments, index.renditions));
  slots.sort((a, b) => a.startSeconds - b.startSeconds);
  return withPauses(trimmed(once(slots), index));
}

/** A stretch that two processes of the programme published, because one did not know how far the other was, is played once. */
function once(slots: readonly TimelineSlot[]): TimelineSlot[] {
  let endSeconds = Number.NEGATIVE_INFINITY;
  return slots.filter((slot) => {
    if (slot.startSeconds < endSeconds - SAME_BOUNDARY_SECONDS) return false;
    endSeconds = slot.endSeconds;
    return true;
  });
}

/** Video meets the boundaries exactly. */
function slotOf(
  segments: ReadonlyMap<string, RecordedSegment>,
  renditions: ReadonlyMap<string, RecordedRendition>,
): TimelineSlot {
  const all = [...segments];
  const [, first] = all.find(([id]) => renditions.get(id)?.spec.kind === 'video') ?? all[0] ?? [];
  if (first === undefined) throw new RangeError('a slot without segments');
  const { startSeconds, endSeconds, programDateTimeMs } = first;
  return {
    startSeconds,
    endSeconds,
    programDateTimeMs,
    discontinuity: all.some(([, { discontinuity }]) => discontinuity),
    segments,
  };
}

function withPauses(slots: readonly TimelineSlot[]): TimelineSlot[] {
  return slots.flatMap((slot, at) => {
    const before = slots[at - 1];
    if (before === undefined || slot.startSeconds - before.endSeconds < SAME_BOUNDARY_SECONDS) return [slot];
    const pause: TimelineSlot = {
      startSeconds: before.endSeconds,
      endSeconds: slot.startSeconds,
      discontinuity: false,
      programDateTimeMs: before.programDateTimeMs + (before.endSeconds - before.startSeconds) * 1_000,
      segments: new Map(),
    };
    return [pause, slot];
  });
}

/** Players want video and audio in the first segment, and nothing is worth a last one without either. */
function trimmed(slots: TimelineSlot[], { renditions }: RecordingIndex): TimelineSlot[] {
  const kindsOf = ({ segments }: TimelineSlot) =>
    new Set([...segments.keys()].map((id) => renditions.get(id)?.spec.kind));
  const all = new Set(slots.flatMap((slot) => [...kindsOf(slot)]));
  const isWhole = (slot: TimelineSlot) => kindsOf(slot).size === all.size;
  return slots.slice(slots.findIndex(isWhole), slots.findLastIndex(isWhole) + 1);
}

/** Slots whose middle is within the trimmed ends; the nearest one where that is none. */
export function keptSlots(slots: readonly TimelineSlot[], trim: Trim | null): readonly TimelineSlot[] {
  if (trim === null) return slots;
  const { startSeconds } = spanOf(slots);
  const middleOf = (slot: TimelineSlot) => (slot.startSeconds + slot.endSeconds) / 2 - startSeconds;
  const isMedia = ({ segments }: TimelineSlot) => segments.size > 0;
  const kept = slots.filter((slot) => middleOf(slot) >= trim.fromSeconds && middleOf(slot) < trim.toSeconds);
  const first = kept.findIndex(isMedia);
  if (first >= 0) return kept.slice(first, kept.findLastIndex(isMedia) + 1);
  const distanceOf = (slot: TimelineSlot) => Math.abs(middleOf(slot) - trim.fromSeconds);
  return slots
    .filter(isMedia)
    .sort((a, b) => distanceOf(a) - distanceOf(b))
    .slice(0, 1);
}

/** Slots that are played, without pauses. `isDiscontinuous`: players go on there with another timeline, or behind a pause. */
export const writtenSlots = (
  slots: readonly TimelineSlot[],
): { slot: TimelineSlot; isDiscontinuous: boolean }[] =>
  slots.flatMap((slot, at) => {
    const isBehindPause = slots[at - 1]?.segments.size === 0;
    return slot.segments.size === 0
      ? []
      : [{ slot, isDiscontinuous: at > 0 && (slot.discontinuity || isBehindPause) }];
  });

/** From the first frame that is played to the last. */
export function spanOf(slots: readonly TimelineSlot[]): { startSeconds: number; endSeconds: number } {
  return { startSeconds: slots[0]?.startSeconds ?? 0, endSeconds: slots.at(-1)?.endSeconds ?? 0 };
}
