import type { CaptionCue } from '#media';
import type { RenditionSpec } from '../ports.js';
import { type Cadence, captionStepOf } from '../profile.js';
import { type GridSegment, SAME_INSTANT_SECONDS } from '../programme-grid.js';
import type { RenditionCutter } from '../rendition-cutter.js';
import type { RenditionTimeline } from '../rendition-timeline.js';
import type { SegmentRecord } from '../segment-record.js';
import type { CaptionState } from '../snapshot/snapshot-schema.js';
import { CaptionTrack } from './caption-track.js';

export interface CaptionTracksOptions {
  anchorWallMs: number;
  cadence: Cadence;
  /** That of a rendition which has frames. */
  cutterOf(renditionId: string): RenditionCutter | undefined;
  /** A part of this segment is about to be published. */
  opening(segment: GridSegment): void;
}

/** No part is shorter: neither what was said at once, nor the rest of it up to the next line. */
const SHORTEST_PART_SECONDS = 0.01;

/**
 * Captions in every language of the show. Their segments are those of one of its videos. Within a segment they are cut
 * on lines of their own as soon as frames of video or audio are past: encoders write video a whole part at a time, and
 * audio frame by frame.
 */
export class CaptionTracks {
  readonly #all: CaptionTrack[];
  readonly #options: CaptionTracksOptions;
  /** Whose segments they have: the first video, else the first rendition. */
  readonly #leaderId: string | undefined;
  /** Whose frames say how far the programme is. */
  readonly #clockIds: readonly string[];
  readonly #stepSeconds: number;

  constructor(
    specs: readonly RenditionSpec[],
    timelines: ReadonlyMap<string, RenditionTimeline>,
    options: CaptionTracksOptions,
  ) {
    this.#options = options;
    this.#stepSeconds = captionStepOf(options.cadence);
    const own = specs.filter(({ kind }) => kind === 'subtitles');
    this.#all = own.flatMap(({ id }) => {
      const timeline = timelines.get(id);
      return timeline === undefined ? [] : [new CaptionTrack(timeline, options.anchorWallMs)];
    });
    const media = specs.filter(({ kind }) => kind !== 'subtitles');
    this.#leaderId = (media.find(({ kind }) => kind === 'video') ?? media[0])?.id;
    this.#clockIds = media.flatMap(({ id, kind }) => (kind === 'audio' || id === this.#leaderId ? [id] : []));
  }

  get specs(): RenditionSpec[] {
    return this.#all.map(({ timeline }) => timeline.spec);
  }

  put(language: string, cue: CaptionCue): void {
    for (const track of this.#all) if (track.language === language) track.put(cue);
    this.#follow();
  }

  startAt(msn: number): void {
    for (const { timeline } of this.#all) timeline.startAt(msn);
  }

  framesCame(renditionId: string): void {
    if (this.#clockIds.includes(renditionId)) this.#follow();
  }

  /** The end of a segment comes with the video's: until then a part that is announced in it will be. */
  #follow(): void {
    const segment = this.#leader?.segment;
    if (segment === undefined || this.#all.length === 0) return;
    const heads = this.#clockIds.map((id) => this.#options.cutterOf(id)?.headSeconds ?? 0);
    const headSeconds = Math.min(Math.max(...heads), segment.endSeconds - SHORTEST_PART_SECONDS);
    this.#cutLines(segment, headSeconds + SAME_INSTANT_SECONDS);
    this.#cutEarly(segment, headSeconds);
  }

  get #leader(): RenditionCutter | undefined {
    return this.#leaderId === undefined ? undefined : this.#options.cutterOf(this.#leaderId);
  }

  /** No part is longer than its target, whatever comes at once. */
  #cutLines(segment: GridSegment, untilSeconds: number): void {
    for (;;) {
      const startSeconds = this.#fromSeconds(segment);
      const line = this.#lineAfter(segment, startSeconds);
      if (line >= untilSeconds) return;
      this.#add({ segment, startSeconds, endSeconds: line });
    }
  }

  /**
   * What was said does not wait for the line: "each Partial Segment MUST be at least 85% of the Part Target Duration, with
   * the exception of Partial Segments with the INDEPENDENT=YES" (RFC 8216bis, 4.4.4.9), which all of captions are. Once
   * between two lines: who reads along asks for two parts where there was one.
   */
  #cutEarly(segment: GridSegment, headSeconds: number): void {
    if (!this.#options.cadence.hasParts || !this.#all.some(({ isWaiting }) => isWaiting)) return;
    const startSeconds = this.#fromSeconds(segment);
    const line = this.#lineAfter(segment, startSeconds);
    const isOnLine = Math.abs(line - this.#stepSeconds - startSeconds) < SAME_INSTANT_SECONDS;
    const endSeconds = Math.min(headSeconds, line - SHORTEST_PART_SECONDS);
    if (isOnLine && endSeconds - startSeconds >= SHORTEST_PART_SECONDS)
      this.#add({ segment, startSeconds, endSeconds });
  }

  #lineAfter({ startSeconds }: GridSegment, seconds: number): number {
    const steps = Math.floor((seconds - startSeconds + SAME_INSTANT_SECONDS) / this.#stepSeconds);
    return startSeconds + (steps + 1) * this.#stepSeconds;
  }

  /** Where the next part begins. A segment that was made to end earlier than its captions did leaves the next one less. */
  #fromSeconds({ startSeconds }: GridSegment): number {
    const timeline = this.#all[0]?.timeline;
    const outSeconds = timeline?.openSeconds ?? timeline?.segments.at(-1)?.endSeconds ?? startSeconds;
    return Math.max(startSeconds, outSeconds);
  }

  #add(cut: { segment: GridSegment; startSeconds: number; endSeconds: number }): void {
    this.#options.opening(cut.segment);
    for (const track of this.#all) track.addPart(cut);
  }

  segmentCut(
    renditionId: string,
    segment: GridSegment,
    closed: (id: string, record: SegmentRecord) => void,
  ): void {
    if (renditionId !== this.#leaderId || this.#all.length === 0) return;
    const endSeconds = this.#leader?.edgeSeconds ?? segment.endSeconds;
    this.#cutLines(segment, endSeconds - SAME_INSTANT_SECONDS);
    const startSeconds = this.#fromSeconds(segment);
    if (endSeconds - startSeconds > SAME_INSTANT_SECONDS) this.#add({ segment, startSeconds, endSeconds });
    for (const track of this.#all) closed(track.timeline.id, track.closeSegment(segment));
  }

  /** Several changes that nobody sees singly, where that rendition leads. */
  together(renditionId: string, change: () => void): void {
    if (renditionId !== this.#leaderId) {
      change();
      return;
    }
    const all = this.#all.reduce<() => void>(
      (inner, { timeline }) =>
        () =>
          timeline.together(inner),
      change,
    );
    all();
  }

  snapshot(bytes: Map<string, Buffer>): CaptionState[] {
    return this.#all.map((track) => track.snapshot(bytes));
  }

  restore(states: readonly CaptionState[], bytes: ReadonlyMap<string, Buffer>): void {
    for (const state of states)
      this.#all.find(({ timeline }) => timeline.id === state.spec.id)?.restore(state, bytes);
  }
}
