import type { MediaStore } from './media-store.js';
import type { SegmentRecord } from './segment-record.js';

export interface SegmentWindowOptions {
  store: MediaStore;
  /** How far back one may rewind. */
  windowSeconds: number;
  segmentSeconds: number;
}

export interface ListedSegments {
  segments: SegmentRecord[];
  /** Of the first of them, as EXT-X-DISCONTINUITY-SEQUENCE says it. */
  discontinuitySequence: number;
}

/** Of the listed window, this much stays at hand in memory. */
export const LIVE_SECONDS = 30;

/** The finished segments of one rendition that its playlist lists. */
export class SegmentWindow {
  readonly #options: SegmentWindowOptions;
  #segments: SegmentRecord[];
  /** Out of the playlist, still fetchable by players that have an older one. */
  #leaving: SegmentRecord[] = [];
  #discontinuitySequence: number;

  constructor(options: SegmentWindowOptions, { segments, discontinuitySequence }: ListedSegments) {
    this.#options = options;
    this.#segments = segments;
    this.#discontinuitySequence = discontinuitySequence;
  }

  get segments(): readonly SegmentRecord[] {
    return this.#segments;
  }

  get discontinuitySequence(): number {
    return this.#discontinuitySequence;
  }

  /** The newest half minute: what a replica on another machine or in another process needs to go on. */
  get live(): ListedSegments {
    let keepFrom = this.#segments.length;
    for (let behind = 0; keepFrom > 0 && behind <= LIVE_SECONDS; keepFrom -= 1)
      behind += lengthOf(this.#segments[keepFrom - 1] as SegmentRecord);
    const gone = this.#segments.slice(0, keepFrom).filter(({ discontinuity }) => discontinuity).length;
    return {
      segments: this.#segments.slice(keepFrom),
      discontinuitySequence: this.#discontinuitySequence + gone,
    };
  }

  push(segment: SegmentRecord): void {
    this.#segments.push(segment);
    this.#prune(segment.endSeconds);
  }

  /** Lets go of what the window, the memory or the disk no longer holds; a playlist has no holes. */
  #prune(edgeSeconds: number): void {
    const { store, windowSeconds, segmentSeconds } = this.#options;
    let keepFrom = 0;
    // Counted in media, not on the clock: a programme that stopped for a while has not grown older.
    let behind = 0;
    for (let index = this.#segments.length - 1; index >= 0; index -= 1) {
      const segment = this.#segments[index] as SegmentRecord;
      const isHad =
        segment.gap || (behind > LIVE_SECONDS ? store.demote(segment.uri) : store.has(segment.uri));
      if (behind > windowSeconds || !isHad) {
        keepFrom = index + 1;
        break;
      }
      behind += lengthOf(segment);
    }
    // The newest whole segment stays listed whatever happens.
    for (const gone of this.#segments.splice(0, Math.min(keepFrom, this.#segments.length - 1))) {
      if (gone.discontinuity) this.#discontinuitySequence += 1;
      this.#leaving.push(gone);
    }
    const isFetchable = (segment: SegmentRecord) =>
      edgeSeconds - segment.endSeconds <= 2 * windowSeconds + segmentSeconds;
    for (const segment of this.#leaving) if (!isFetchable(segment)) store.drop(segment.uri);
    this.#leaving = this.#leaving.filter(isFetchable);
  }
}

const lengthOf = ({ startSeconds, endSeconds }: SegmentRecord): number => endSeconds - startSeconds;
