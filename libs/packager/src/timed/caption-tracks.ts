import type { CaptionCue } from '#media';
import type { RenditionSpec } from '../ports.js';
import { type Cadence, captionStepOf } from '../profile.js';
import { type GridSegment, SAME_INSTANT_SECONDS } from '../programme-grid.js';
import type { CutPart, RenditionCutter } from '../rendition-cutter.js';
import type { RenditionTimeline } from '../rendition-timeline.js';
import type { SegmentRecord } from '../segment-record.js';
import type { CaptionState } from '../snapshot/snapshot-schema.js';
import { CaptionTrack } from './caption-track.js';

/** Captions in every language of the show, in step with one of its videos. */
export class CaptionTracks {
  readonly #all: CaptionTrack[];
  /** Whose cuts they follow: the first video, else the first rendition. */
  readonly #leaderId: string | undefined;
  readonly #stepSeconds: number;
  readonly #hasParts: boolean;

  constructor(
    specs: readonly RenditionSpec[],
    timelines: ReadonlyMap<string, RenditionTimeline>,
    { anchorWallMs, cadence }: { anchorWallMs: number; cadence: Cadence },
  ) {
    this.#stepSeconds = captionStepOf(cadence);
    this.#hasParts = cadence.hasParts;
    const own = specs.filter(({ kind }) => kind === 'subtitles');
    this.#all = own.flatMap(({ id }) => {
      const timeline = timelines.get(id);
      return timeline === undefined ? [] : [new CaptionTrack(timeline, anchorWallMs)];
    });
    const media = specs.filter(({ kind }) => kind !== 'subtitles');
    this.#leaderId = (media.find(({ kind }) => kind === 'video') ?? media[0])?.id;
  }

  get specs(): RenditionSpec[] {
    return this.#all.map(({ timeline }) => timeline.spec);
  }

  /** `cutterOf`: that of the rendition whose cuts are followed, if it has frames. */
  put(language: string, cue: CaptionCue, cutterOf: (id: string) => RenditionCutter | undefined): void {
    for (const track of this.#all) if (track.language === language) track.put(cue);
    const cutter = this.#leaderId === undefined ? undefined : cutterOf(this.#leaderId);
    if (cutter) this.#cutEarly(cutter);
  }

  startAt(msn: number): void {
    for (const { timeline } of this.#all) timeline.startAt(msn);
  }

  /** Frames of that rendition are in: what was said by the middle of its part does not wait for all of it. */
  framesCame(renditionId: string, cutter: RenditionCutter | undefined): void {
    if (renditionId !== this.#leaderId || cutter === undefined) return;
    const { segment, edgeSeconds, headSeconds } = cutter;
    const line = edgeSeconds + this.#stepSeconds;
    const from = this.#fromSeconds(edgeSeconds);
    if (headSeconds >= line - SAME_INSTANT_SECONDS && from <= line - SAME_INSTANT_SECONDS)
      this.#add({ segment, startSeconds: from, endSeconds: line });
    this.#cutEarly(cutter);
  }

  /**
   * What was said does not wait for the line: "each Partial Segment MUST be at least 85% of the Part Target Duration, with
   * the exception of Partial Segments with the INDEPENDENT=YES" (RFC 8216bis, 4.4.4.9), which all of captions are. Once
   * between two lines: who reads along asks for two parts where there was one.
   */
  #cutEarly({ segment, edgeSeconds, headSeconds }: RenditionCutter): void {
    if (!this.#hasParts || !this.#all.some(({ isWaiting }) => isWaiting)) return;
    const from = this.#fromSeconds(edgeSeconds);
    const line = edgeSeconds + this.#stepSeconds;
    const isOnLine = [edgeSeconds, line].some((each) => Math.abs(each - from) < SAME_INSTANT_SECONDS);
    if (isOnLine && headSeconds - from >= SAME_INSTANT_SECONDS)
      this.#add({ segment, startSeconds: from, endSeconds: headSeconds });
  }

  partCut(renditionId: string, { segment, startSeconds, endSeconds }: CutPart): void {
    if (renditionId !== this.#leaderId) return;
    let from = this.#fromSeconds(startSeconds);
    const cutAt = (line: number) => {
      if (line - from <= SAME_INSTANT_SECONDS) return;
      this.#add({ segment, startSeconds: from, endSeconds: line });
      from = line;
    };
    // Frames that come together, or one that stays, pass several lines at once: no part may be longer than its target.
    const lastLine = endSeconds - SAME_INSTANT_SECONDS;
    for (let line = startSeconds + this.#stepSeconds; line < lastLine; line += this.#stepSeconds) cutAt(line);
    cutAt(endSeconds);
  }

  /** Where a part begins that the video has not cut yet. */
  #fromSeconds(edgeSeconds: number): number {
    return Math.max(edgeSeconds, this.#all[0]?.timeline.openSeconds ?? edgeSeconds);
  }

  #add(cut: Omit<CutPart, 'independent' | 'bytes'>): void {
    for (const track of this.#all) track.addPart(cut);
  }

  segmentCut(
    renditionId: string,
    segment: GridSegment,
    closed: (id: string, record: SegmentRecord) => void,
  ): void {
    if (renditionId !== this.#leaderId) return;
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
