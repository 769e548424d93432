import { type CaptionCue, printWebVtt } from '#media';
import type { GridSegment } from '../programme-grid.js';
import type { CutPart } from '../rendition-cutter.js';
import type { RenditionTimeline } from '../rendition-timeline.js';
import type { SegmentRecord } from '../segment-record.js';
import type { CaptionState } from '../snapshot/snapshot-schema.js';

/** Cues that came between two parts: with more, the oldest are not published. */
const WAITING_AT_MOST = 200;
/** Of those that last into the next segment, likewise. */
const LASTING_AT_MOST = 400;

/**
 * The captions of one language, cut where the video is cut. A part has what was said or corrected since the part before,
 * also where that lies before it: nobody waits for words. A segment has all that was known of its time when it was whole,
 * and what came late of the time before it.
 */
export class CaptionTrack {
  readonly timeline: RenditionTimeline;
  readonly #anchorWallMs: number;
  /** Since the last part. */
  #waiting: CaptionCue[] = [];
  /** Of the segment that grows, and what reaches into the next one. */
  #cues: CaptionCue[] = [];

  constructor(timeline: RenditionTimeline, anchorWallMs: number) {
    this.timeline = timeline;
    this.#anchorWallMs = anchorWallMs;
  }

  get language(): string {
    return this.timeline.spec.language ?? '';
  }

  /** Something was said since the last part. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  put(cue: CaptionCue): void {
    this.#waiting = [...without(this.#waiting, cue), cue].slice(-WAITING_AT_MOST);
  }

  addPart(cut: Omit<CutPart, 'independent' | 'bytes'>): void {
    const said = this.#waiting;
    this.#waiting = [];
    for (const cue of said) this.#cues = [...without(this.#cues, cue), cue];
    this.timeline.addPart({ ...cut, independent: true, bytes: this.#print(said) });
  }

  /**
   * Parts alone show what was taken back: a segment is read by players that have not seen it. It names what an earlier
   * segment had, for recordings.
   */
  closeSegment(segment: GridSegment): SegmentRecord {
    const said = this.#cues.filter(({ words }) => words.length > 0);
    const withdrawn = this.#cues.filter(({ words }) => words.length === 0).map(({ id }) => id);
    const record = this.timeline.closeSegment(segment, this.#print(said, withdrawn));
    const endMs = this.#anchorWallMs + record.endSeconds * 1_000;
    this.#cues = this.#cues.filter((cue) => cue.endMs > endMs).slice(-LASTING_AT_MOST);
    return record;
  }

  snapshot(bytes: Map<string, Buffer>): CaptionState {
    return {
      spec: { ...this.timeline.spec },
      timeline: this.timeline.snapshot(bytes),
      cues: this.#cues.map(copyOf),
      waiting: this.#waiting.map(copyOf),
    };
  }

  restore(state: CaptionState, bytes: ReadonlyMap<string, Buffer>): void {
    this.timeline.restore(state.timeline, bytes);
    this.#cues = state.cues;
    this.#waiting = state.waiting;
  }

  #print(cues: readonly CaptionCue[], withdrawn: readonly string[] = []): Buffer {
    return Buffer.from(printWebVtt(cues, this.#anchorWallMs, { withdrawn }));
  }
}

const without = (cues: readonly CaptionCue[], { id }: CaptionCue): CaptionCue[] =>
  cues.filter((cue) => cue.id !== id);

const copyOf = (cue: CaptionCue) => ({ ...cue, words: cue.words.map((word) => ({ ...word })) });
