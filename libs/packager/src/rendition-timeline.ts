import type { DateRange, MediaPlaylist, OpenSegment, PartFacts, RenditionReport, SegmentHead } from '#media';
import { BitrateMeter } from './bitrate-meter.js';
import type { MediaNames } from './media-names.js';
import type { MediaStore } from './media-store.js';
import { PartIndex } from './part-index.js';
import type { RenditionSpec } from './ports.js';
import type { Cadence } from './profile.js';
import { partHoldBackOf, partTargetOf } from './profile.js';
import { type GridSegment, SAME_INSTANT_SECONDS } from './programme-grid.js';
import type { CutPart } from './rendition-cutter.js';
import type { PartRecord, SegmentRecord } from './segment-record.js';
import { type ListedSegments, SegmentWindow } from './segment-window.js';
import { namedBytes } from './snapshot/named-bytes.js';
import type { TimelineState } from './snapshot/snapshot-schema.js';
import { rangesFrom } from './timed/date-ranges.js';

export interface TimelineOptions {
  spec: RenditionSpec;
  cadence: Cadence;
  names: MediaNames;
  store: MediaStore;
  anchorWallMs: number;
  /** How far back one may rewind. */
  windowSeconds: number;
  /** What the programme's playlists say of spans of it. */
  dateRanges(): readonly DateRange[];
  /** What an earlier run or another replica has listed already. */
  listed?: ListedSegments;
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
/** Beside the one that grows: together never more than three target durations, nor three segments, short or long. */
const SEGMENTS_WITH_PARTS = 2;
/** More than ten a second are refused before they come here. */
const MESSAGES_A_PART = 100;
/** What one rendition has published: a playlist value at any moment, and the bytes behind its names. */
export class RenditionTimeline {
  readonly spec: RenditionSpec;
  readonly bitrate: BitrateMeter;
  readonly #options: TimelineOptions;
  readonly #partIndex: PartIndex;
  readonly #listeners = new Set<() => void>();
  readonly #window: SegmentWindow;
  #growing: Growing | undefined;
  #nextMsn = 0;
  #mapUri = '';
  #mapCount = 0;
  /** Small and asked for at any time: never given up. */
  readonly #maps = new Map<string, Buffer>();
  #revision = 0;
  #ended = false;
  #hasClosed = false;
  /** As of the last change: a playlist of the same position is the same text everywhere. */
  #dateRanges: readonly DateRange[] = [];
  /** Boxes that stand before the next part. */
  #messages: Buffer[] = [];
  #isTogether = false;
  #hasChanged = false;

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.spec = options.spec;
    this.#dateRanges = options.dateRanges();
    this.bitrate = new BitrateMeter(options.spec.targetBitrate);
    const { store, windowSeconds, cadence, listed = { segments: [], discontinuitySequence: 0 } } = options;
    this.#window = new SegmentWindow(
      { store, windowSeconds, segmentSeconds: cadence.segmentSeconds },
      listed,
    );
    // Listed for three target durations, fetchable for as long again, and one segment for the clock's sake.
    this.#partIndex = new PartIndex(2 * HOLD_BACK_TARGETS + 1);
  }

  get id(): string {
    return this.spec.id;
  }

  get kind(): RenditionSpec['kind'] {
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
    return this.#hasClosed || (this.#ended && this.segments.length > 0);
  }

  /** Segments of earlier runs are listed, also while nothing is `published`. */
  get hasEarlier(): boolean {
    return this.segments.length > 0;
  }

  /** The segment that grows, and how many parts of it are out. */
  get edge(): { msn: number; parts: number } {
    return { msn: this.#nextMsn, parts: this.#growing?.parts.length ?? 0 };
  }

  /** Up to where parts of the segment that grows are out; nothing before the first one. */
  get openSeconds(): number | undefined {
    return this.#growing?.parts.at(-1)?.endSeconds;
  }

  get segments(): readonly SegmentRecord[] {
    return this.#window.segments;
  }

  get discontinuitySequence(): number {
    return this.#window.discontinuitySequence;
  }

  /** How many parts a recent finished segment had. */
  partsOf(msn: number): number | undefined {
    return this.#partIndex.countOf(msn);
  }

  partRecordsOf(msn: number): readonly PartRecord[] {
    return this.#partIndex.partsOf(msn);
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
    this.#dateRanges = this.#options.dateRanges();
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

  /** Puts the bytes of all that is listed into `bytes`. */
  snapshot(bytes: Map<string, Buffer>): TimelineState {
    const { segments, discontinuitySequence } = this.#window.live;
    const parts = this.#partIndex.msns.map((msn) => ({ msn, parts: this.partRecordsOf(msn) }));
    for (const { uri } of segments) {
      const found = this.#options.store.find(uri);
      if (Buffer.isBuffer(found)) bytes.set(uri, found);
    }
    for (const { msn, parts: some } of parts) {
      // The parts of a finished segment are views into it.
      const isWhole =
        this.kind !== 'subtitles' &&
        segments.some((segment) => segment.msn === msn && bytes.has(segment.uri));
      for (const part of some) if (!isWhole && part.bytes.length > 0) bytes.set(part.uri, part.bytes);
    }
    const listed = new Set([this.#mapUri, ...segments.map(({ mapUri }) => mapUri)]);
    if (this.#growing) listed.add(this.#growing.head.mapUri);
    const maps = [...this.#maps].filter(([name]) => listed.has(name));
    for (const [name, map] of maps) bytes.set(name, map);
    return {
      segments: segments.map((segment) => ({ ...segment })),
      ...(this.#growing === undefined ? {} : { growing: headOf(this.#growing) }),
      nextMsn: this.#nextMsn,
      mapUri: this.#mapUri,
      mapCount: this.#mapCount,
      maps: maps.map(([name]) => name),
      discontinuitySequence,
      ended: this.#ended,
      hasClosed: this.#hasClosed,
      dateRanges: [...this.#dateRanges],
      messages: this.#messages.map((box) => box.toString('base64')),
      bitrate: this.bitrate.snapshot(),
      parts: parts.map((each) => ({ ...each, parts: each.parts.map(withoutBytes) })),
    };
  }

  /** Takes the place of the one that gave the state. What was listed came by `listed`. */
  restore(state: TimelineState, bytes: ReadonlyMap<string, Buffer>): void {
    this.#nextMsn = state.nextMsn;
    this.#mapUri = state.mapUri;
    this.#mapCount = state.mapCount;
    this.#ended = state.ended;
    this.#hasClosed = state.hasClosed;
    this.#dateRanges = state.dateRanges;
    this.#messages = state.messages.map((text) => Buffer.from(text, 'base64'));
    this.bitrate.restore(state.bitrate);
    for (const name of state.maps) this.#maps.set(name, namedBytes(bytes, name));
    for (const { msn, parts } of state.parts) {
      const whole = bytes.get(state.segments.find((each) => each.msn === msn)?.uri ?? '');
      const segment = this.kind === 'subtitles' ? undefined : whole;
      const records = partsWithBytes(parts, segment, bytes);
      for (const [index, part] of records.entries()) this.#partIndex.put(msn, index, part);
      if (state.growing?.msn === msn) this.#growing = { ...state.growing, parts: records };
    }
    if (state.growing && !this.#growing) this.#growing = { ...state.growing, parts: [] };
  }

  /** The newest map, as far as there is one. */
  get map(): Buffer | undefined {
    return this.#maps.get(this.#mapUri);
  }

  startAt(msn: number): void {
    this.#nextMsn = msn;
  }

  addMap(bytes: Buffer): void {
    this.#mapCount += 1;
    this.#mapUri = this.#options.names.map(this.id, this.#mapCount);
    this.#maps.set(this.#mapUri, bytes);
    this.#options.store.put(this.#mapUri, bytes);
  }

  /** A box for players, before the next part that has media. */
  addMessage(box: Buffer): void {
    if (this.#messages.length < MESSAGES_A_PART) this.#messages.push(box);
  }

  addPart(cut: CutPart): PartRecord {
    const growing = this.#grow(cut);
    const messages = cut.bytes.length === 0 ? [] : this.#messages.splice(0);
    const index = growing.parts.length;
    const part: PartRecord = {
      uri: this.#options.names.part(this.id, growing.msn, index),
      durationSeconds: cut.endSeconds - cut.startSeconds,
      independent: cut.independent,
      gap: cut.bytes.length === 0,
      startSeconds: cut.startSeconds,
      endSeconds: cut.endSeconds,
      bytes: messages.length === 0 ? cut.bytes : Buffer.concat([...messages, cut.bytes]),
    };
    growing.parts.push(part);
    this.#partIndex.put(growing.msn, index, part);
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
    // Captions may be out before a programme that restarts here makes a discontinuity of it.
    if (cut.segment.discontinuity) this.#growing.head.discontinuity = true;
    return this.#growing;
  }

  /**
   * A segment of which nothing came here is a gap: numbers are the same in all renditions. `whole`: what is not the sum
   * of its parts.
   */
  closeSegment(segment: GridSegment, whole?: Buffer): SegmentRecord {
    const { startSeconds, endSeconds } = segment;
    const growing = this.#grow({ segment, startSeconds });
    this.#nextMsn = segment.msn + 1;
    this.#growing = undefined;
    const bytes = whole ?? Buffer.concat(growing.parts.map((part) => part.bytes));
    const record: SegmentRecord = {
      ...growing.head,
      msn: growing.msn,
      uri: this.#options.names.segment(this.id, growing.msn),
      startSeconds: growing.startSeconds,
      endSeconds: growing.parts.at(-1)?.endSeconds ?? endSeconds,
      gap: bytes.length === 0,
      sizeBytes: bytes.length,
    };
    if (whole === undefined) this.#partIndex.replaceBytes(growing.msn, bytes);
    if (!record.gap) this.#options.store.put(record.uri, bytes);
    this.bitrate.segment(bytes.length, record.endSeconds - record.startSeconds);
    this.#window.push(record);
    this.#hasClosed = true;
    this.#changed();
    return record;
  }

  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** The bytes behind a part's, segment's or map's name; `pending` while a hinted part is not whole. */
  media(name: string): MediaAnswer {
    const { names, store } = this.#options;
    const part = this.#partIndex.find(name)?.part;
    if (part) return part.gap ? undefined : part.bytes;
    const { msn, parts } = this.edge;
    if (!this.#ended && this.#nextMsn > 0 && name === names.part(this.id, msn, parts)) return 'pending';
    return this.#maps.get(name) ?? store.find(name);
  }

  /** Enough to list this part without asking for a playlist; nothing where only a playlist tells it all. */
  partFacts(name: string): PartFacts | undefined {
    const found = this.#partIndex.find(name);
    if (!found || found.part.gap) return undefined;
    const { part, msn, index } = found;
    const { names } = this.#options;
    const segment = this.segments.find((each) => each.msn === msn);
    const head = segment ?? (this.#growing?.msn === msn ? this.#growing.head : undefined);
    if (!head || (index === 0 && !this.#continues(head, msn))) return undefined;
    const facts = {
      ...{ durationSeconds: part.durationSeconds, independent: part.independent },
      ...(index === 0 ? { opensAtMs: head.programDateTimeMs } : {}),
    };
    const parts = this.partRecordsOf(msn);
    if (!segment || index < parts.length - 1) return { ...facts, next: names.part(this.id, msn, index + 1) };
    if (parts.some(({ gap }) => gap)) return undefined;
    const durationSeconds = segment.endSeconds - segment.startSeconds;
    return { ...facts, next: names.part(this.id, msn + 1, 0), closes: { uri: segment.uri, durationSeconds } };
  }

  /** Whether a segment goes on under the map of the one before it. */
  #continues({ discontinuity, mapUri }: SegmentHead, msn: number): boolean {
    const before = this.segments.find((each) => each.msn === msn - 1);
    return !discontinuity && before?.mapUri === mapUri;
  }

  playlist(renditionReports: readonly RenditionReport[]): MediaPlaylist {
    const { cadence } = this.#options;
    const { segments } = this;
    const target = cadence.segmentSeconds;
    const partTarget = partTargetOf(cadence, this.spec.kind);
    const partHoldBack = partHoldBackOf(cadence, this.spec.kind);
    const edgeSeconds = this.#growing?.parts.at(-1)?.endSeconds ?? segments.at(-1)?.endSeconds ?? 0;
    const listsParts = (segment: SegmentRecord, index: number) =>
      index >= segments.length - SEGMENTS_WITH_PARTS &&
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
        ...(partHoldBack === undefined ? {} : { partHoldBackSeconds: partHoldBack }),
      },
      mediaSequence: segments[0]?.msn ?? this.#nextMsn,
      discontinuitySequence: this.discontinuitySequence,
      independentSegments: true,
      segments: segments.map((segment, index) => ({
        ...segment,
        durationSeconds: segment.endSeconds - segment.startSeconds,
        parts: listsParts(segment, index) ? this.#partIndex.partsOf(segment.msn) : [],
      })),
      ...this.#ranges(segments[0]?.programDateTimeMs),
      ...this.#openEnd(partTarget !== undefined),
      renditionReports,
      ended: this.#ended,
    };
  }

  #ranges(firstMs: number | undefined): Pick<MediaPlaylist, 'dateRanges'> {
    const dateRanges = rangesFrom(this.#dateRanges, firstMs);
    return dateRanges.length === 0 ? {} : { dateRanges };
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

const headOf = ({ msn, startSeconds, head }: Growing) => ({ msn, startSeconds, head: { ...head } });

const withoutBytes = ({ bytes, ...part }: PartRecord) => ({ ...part, sizeBytes: bytes.length });

function partsWithBytes(
  parts: TimelineState['parts'][number]['parts'],
  segment: Buffer | undefined,
  bytes: ReadonlyMap<string, Buffer>,
): PartRecord[] {
  let at = 0;
  return parts.map(({ sizeBytes, ...part }) => {
    at += sizeBytes;
    if (segment) return { ...part, bytes: segment.subarray(at - sizeBytes, at) };
    return { ...part, bytes: sizeBytes === 0 ? Buffer.alloc(0) : namedBytes(bytes, part.uri) };
  });
}
