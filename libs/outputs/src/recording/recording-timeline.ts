import type { Trim } from '../edit/recording-edit.js';
import type { PlacedSegment, RecordedRendition, RecordingIndex } from './recording-index.js';

/** One stretch of the show, the same for all of video and audio; one of which nothing was recorded is a pause. */
export interface TimelineSlot {
  startSeconds: number;
  endSeconds: number;
  discontinuity: boolean;
  programDateTimeMs: number;
  segments: ReadonlyMap<string, PlacedSegment>;
}

/** Segments of one number are cut at the same boundary, audio at the nearest frame: less than this is no pause. */
const SAME_BOUNDARY_SECONDS = 0.1;

/** Of the packager that named it: a programme that may have had another one beside it uses names of its own. */
const sessionOf = ({ uri }: PlacedSegment): string => uri.split('/')[0] ?? '';
const nameOf = (segment: PlacedSegment): string => `${sessionOf(segment)} ${segment.msn}`;

/** What was recorded, put side by side along show time. Times of renditions differ by less than an audio frame. */
export function timelineOf(index: RecordingIndex): TimelineSlot[] {
  const named = new Map<string, Map<string, PlacedSegment>>();
  for (const [id, { spec, segments }] of index.renditions)
    for (const segment of spec.kind === 'subtitles' ? [] : segments) {
      const name = nameOf(segment);
      const slot = named.get(name) ?? new Map<string, PlacedSegment>();
      named.set(name, slot.set(id, segment));
    }
  const slots = [...named.values()].map((segments) => slotOf(segments, index.renditions));
  slots.sort((a, b) => a.startSeconds - b.startSeconds);
  return withPauses(trimmed(once(slots), index));
}

/**
 * A stretch that two programmes published, each under its own names, is played once: as the first of them has it. One
 * programme publishes nothing twice.
 */
function once(slots: readonly TimelineSlot[]): TimelineSlot[] {
  const played: TimelineSlot[] = [];
  const omitted = new Set<string>();
  for (const slot of slots) {
    const [before, session] = [played.at(-1), slotSessionOf(slot)];
    const isOfAnother = before !== undefined && slotSessionOf(before) !== session;
    if (isOfAnother && slot.startSeconds < before.endSeconds - SAME_BOUNDARY_SECONDS) omitted.add(session);
    // The segment with the discontinuity between the two programmes may be one that was left out.
    else played.push(isOfAnother && omitted.has(session) ? { ...slot, discontinuity: true } : slot);
  }
  return played;
}

function slotSessionOf({ segments }: TimelineSlot): string {
  const [first] = segments.values();
  return first === undefined ? '' : sessionOf(first);
}

/** Video meets the boundaries exactly. */
function slotOf(
  segments: ReadonlyMap<string, PlacedSegment>,
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

/** Any segment of the first slot that has one. */
export function firstSegmentOf(slots: readonly TimelineSlot[]): PlacedSegment | undefined {
  for (const { segments } of slots) for (const segment of segments.values()) return segment;
  return undefined;
}

/** From the first frame that is played to the last. */
export function spanOf(slots: readonly TimelineSlot[]): { startSeconds: number; endSeconds: number } {
  return { startSeconds: slots[0]?.startSeconds ?? 0, endSeconds: slots.at(-1)?.endSeconds ?? 0 };
}
