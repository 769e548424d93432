import type { MediaPlaylist, OpenSegment, RenditionReport } from '#media';
import { BitrateMeter } from './bitrate-meter.js';
import type { MediaNames } from './media-names.js';
import type { MediaStore } from './media-store.js';
import { PartShelf } from './part-shelf.js';
import type { RenditionSpec } from './ports.js';
import type { Cadence } from './profile.js';
import { partTargetOf } from './profile.js';
import { type GridSegment, SAME_INSTANT_SECONDS } from './programme-grid.js';
import type { CutPart } from './rendition-cutter.js';
import type { PartRecord, SegmentRecord } from './segment-record.js';

export interface TimelineOptions {
  spec: RenditionSpec;
  cadence: Cadence;
  names: MediaNames;
  store: MediaStore;
  anchorWallMs: number;
  /** How far back one may rewind. */
  windowSeconds: number;
  resumed?: { segments: SegmentRecord[]; discontinuitySequence: number };
}

interface Growing {
  msn: number;
  head: Omit<OpenSegment, 'parts'>;
  startSeconds: number;
  parts: PartRecord[];
}

export type MediaAnswer = Buffer | Promise<Buffer | undefined> | 'pending' | undefined;

/** Hold-backs, and how far behind the edge parts are listed, in target durations (RFC 8216bis, 4.4.3.8 and 6.2.2). */
export const HOLD_BACK_TARGETS = 3;
const SKIP_TARGETS = 6;
const PART_HOLD_BACK_PARTS = 3;
/** Beside the one that grows: together never more than three target durations, nor three segments, short or long. */
const SEGMENTS_WITH_PARTS = 2;
/** Of the listed window, this much stays at hand in memory. */
export const LIVE_SECONDS = 30;

/** What one rendition has published: a playlist value at any moment, and the bytes behind its names. */
export class RenditionTimeline {
  readonly spec: RenditionSpec;
  readonly bitrate: BitrateMeter;
  readonly #options: TimelineOptions;
  readonly #shelf: PartShelf;
  readonly #listeners = new Set<() => void>();
  #segments: SegmentRecord[];
  /** Out of the playlist, still fetchable by whoever has an older one. */
  #leaving: SegmentRecord[] = [];
  #growing: Growing | undefined;
  #nextMsn = 0;
  #mapUri = '';
  /** Small and asked for at any time: never given up. */
  readonly #maps = new Map<string, Buffer>();
  #discontinuitySequence: number;
  #revision = 0;
  #ended = false;
  #hasClosed = false;
  #isTogether = false;
  #hasChanged = false;

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.spec = options.spec;
    this.bitrate = new BitrateMeter(options.spec.targetBitrate);
    this.#segments = options.resumed?.segments ?? [];
    this.#discontinuitySequence = options.resumed?.discontinuitySequence ?? 0;
    // Listed for three target durations, fetchable for as long again, and one segment for the clock's sake.
    this.#shelf = new PartShelf(2 * HOLD_BACK_TARGETS + 1);
  }

  get id(): string {
    return this.spec.id;
  }

  get kind(): 'video' | 'audio' {
    return this.spec.kind;
  }

  get revision(): number {
    return this.#revision;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /**
   * A first media sequence without a whole segment makes players stumble, and so does a playlist of an earlier run
   * that ends in a gap: wait for a segment of this run. What has ended needs none.
   */
  get published(): boolean {
    return this.#hasClosed || (this.#ended && this.#segments.length > 0);
  }

  /** The segment that grows, and how many parts of it are out. */
  get edge(): { msn: number; parts: number } {
    return { msn: this.#nextMsn, parts: this.#growing?.parts.length ?? 0 };
  }

  get segments(): readonly SegmentRecord[] {
    return this.#segments;
  }

  get discontinuitySequence(): number {
    return this.#discontinuitySequence;
  }

  /** How many parts a recent finished segment had. */
  partsOf(msn: number): number | undefined {
    return this.#shelf.countOf(msn);
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    if (this.#isTogether) {
      this.#hasChanged = true;
      return;
    }
    this.#revision += 1;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Several changes that nobody sees singly. */
  together(change: () => void): void {
    if (this.#isTogether) {
      change();
      return;
    }
    this.#isTogether = true;
    change();
    this.#isTogether = false;
    if (!this.#hasChanged) return;
    this.#hasChanged = false;
    this.#changed();
  }

  startAt(msn: number): void {
    this.#nextMsn = msn;
  }

  addMap(bytes: Buffer): void {
    this.#mapUri = this.#options.names.map(this.id, this.#maps.size + 1);
    this.#maps.set(this.#mapUri, bytes);
    this.#options.store.put(this.#mapUri, bytes);
  }

  addPart(cut: CutPart): PartRecord {
    const growing = this.#grow(cut);
    const index = growing.parts.length;
    const part: PartRecord = {
      uri: this.#options.names.part(this.id, growing.msn, index),
      durationSeconds: cut.endSeconds - cut.startSeconds,
      independent: cut.independent,
      gap: cut.bytes.length === 0,
      startSeconds: cut.startSeconds,
      endSeconds: cut.endSeconds,
      bytes: cut.bytes,
    };
    growing.parts.push(part);
    this.#shelf.put(growing.msn, index, part);
    this.#changed();
    return part;
  }

  #grow(cut: Pick<CutPart, 'segment' | 'startSeconds'>): Growing {
    this.#growing ??= {
      msn: cut.segment.msn,
      startSeconds: cut.startSeconds,
      parts: [],
      head: {
        mapUri: this.#mapUri,
        programDateTimeMs: Math.round(this.#options.anchorWallMs + cut.startSeconds * 1_000),
        discontinuity: cut.segment.discontinuity,
      },
    };
    return this.#growing;
  }

  /** A segment of which nothing came here is a gap: numbers are the same in all renditions. */
  closeSegment(segment: GridSegment): SegmentRecord {
    const { startSeconds, endSeconds } = segment;
    const growing = this.#growing ?? this.#grow({ segment, startSeconds });
    this.#nextMsn = segment.msn + 1;
    this.#growing = undefined;
    const bytes = Buffer.concat(growing.parts.map((part) => part.bytes));
    const record: SegmentRecord = {
      ...growing.head,
      msn: growing.msn,
      uri: this.#options.names.segment(this.id, growing.msn),
      startSeconds: growing.startSeconds,
      endSeconds: growing.parts.at(-1)?.endSeconds ?? endSeconds,
      gap: bytes.length === 0,
      sizeBytes: bytes.length,
    };
    this.#shelf.replaceBytes(growing.msn, bytes);
    if (!record.gap) this.#options.store.put(record.uri, bytes);
    this.bitrate.segment(bytes.length, record.endSeconds - record.startSeconds);
    this.#segments.push(record);
    this.#hasClosed = true;
    this.#prune(record.endSeconds);
    this.#changed();
    return record;
  }

  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** Lets go of what the window, the memory or the disk no longer holds; a playlist has no holes. */
  #prune(edgeSeconds: number): void {
    const { store, windowSeconds } = this.#options;
    let keepFrom = 0;
    // Counted in media, not on the clock: a programme that stood still has not grown older.
    let behind = 0;
    for (let index = this.#segments.length - 1; index >= 0; index -= 1) {
      const segment = this.#segments[index] as SegmentRecord;
      const isHad =
        segment.gap || (behind > LIVE_SECONDS ? store.demote(segment.uri) : store.has(segment.uri));
      if (behind > windowSeconds || !isHad) {
        keepFrom = index + 1;
        break;
      }
      behind += segment.endSeconds - segment.startSeconds;
    }
    // The newest whole segment stays listed whatever happens.
    for (const gone of this.#segments.splice(0, Math.min(keepFrom, this.#segments.length - 1))) {
      if (gone.discontinuity) this.#discontinuitySequence += 1;
      this.#leaving.push(gone);
    }
    const isFetchable = (segment: SegmentRecord) =>
      edgeSeconds - segment.endSeconds <= 2 * windowSeconds + this.#options.cadence.segmentSeconds;
    for (const segment of this.#leaving) if (!isFetchable(segment)) store.drop(segment.uri);
    this.#leaving = this.#leaving.filter(isFetchable);
  }

  /** The bytes behind a part's, segment's or map's name; `pending` while a hinted part is not whole. */
  media(name: string): MediaAnswer {
    const { names, store } = this.#options;
    const part = this.#shelf.find(name);
    if (part) return part.gap ? undefined : part.bytes;
    const { msn, parts } = this.edge;
    if (!this.#ended && this.#nextMsn > 0 && name === names.part(this.id, msn, parts)) return 'pending';
    return this.#maps.get(name) ?? store.find(name);
  }

  playlist(renditionReports: readonly RenditionReport[]): MediaPlaylist {
    const { cadence } = this.#options;
    const target = cadence.segmentSeconds;
    const partTarget = partTargetOf(cadence, this.spec.kind);
    const edgeSeconds = this.#growing?.parts.at(-1)?.endSeconds ?? this.#segments.at(-1)?.endSeconds ?? 0;
    const listsParts = (segment: SegmentRecord, index: number) =>
      index >= this.#segments.length - SEGMENTS_WITH_PARTS &&
      partTarget !== undefined &&
      !this.#ended &&
      edgeSeconds - segment.startSeconds < HOLD_BACK_TARGETS * target - SAME_INSTANT_SECONDS;
    return {
      targetDurationSeconds: target,
      ...(partTarget === undefined ? {} : { partTargetSeconds: partTarget }),
      serverControl: {
        canBlockReload: true,
        canSkipUntilSeconds: SKIP_TARGETS * target,
        holdBackSeconds: HOLD_BACK_TARGETS * target,
        ...(partTarget === undefined ? {} : { partHoldBackSeconds: PART_HOLD_BACK_PARTS * partTarget }),
      },
      mediaSequence: this.#segments[0]?.msn ?? this.#nextMsn,
      discontinuitySequence: this.#discontinuitySequence,
      independentSegments: true,
      segments: this.#segments.map((segment, index) => ({
        ...segment,
        durationSeconds: segment.endSeconds - segment.startSeconds,
        parts: listsParts(segment, index) ? this.#shelf.partsOf(segment.msn) : [],
      })),
      ...this.#openEnd(partTarget !== undefined),
      renditionReports,
      ended: this.#ended,
    };
  }

  #openEnd(hasParts: boolean): Pick<MediaPlaylist, 'open' | 'preloadHint'> {
    if (!hasParts || this.#ended) return {};
    const { msn, parts } = this.edge;
    const hint = { preloadHint: this.#options.names.part(this.id, msn, parts) };
    return this.#growing
      ? { open: { ...this.#growing.head, parts: [...this.#growing.parts] }, ...hint }
      : hint;
  }

  report(): RenditionReport {
    const uri = `${this.id}.m3u8`;
    const { msn, parts } = this.edge;
    if (!this.#options.cadence.hasParts) return { uri, lastMediaSequence: msn - 1 };
    if (parts > 0) return { uri, lastMediaSequence: msn, lastPart: parts - 1 };
    return { uri, lastMediaSequence: msn - 1, lastPart: Math.max(0, (this.partsOf(msn - 1) ?? 1) - 1) };
  }
}
