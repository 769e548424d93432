import type { CaptionCue } from '#media';
import type { RenditionSpec } from '../ports.js';
import type { GridSegment } from '../programme-grid.js';
import type { CutPart } from '../rendition-cutter.js';
import type { RenditionTimeline } from '../rendition-timeline.js';
import type { SegmentRecord } from '../segment-record.js';
import type { CaptionState } from '../snapshot/snapshot-schema.js';
import { CaptionTrack } from './caption-track.js';

/** Captions in every language of the show, in step with one of its videos. */
export class CaptionTracks {
  readonly #all: CaptionTrack[];
  /** Whose cuts they follow: the first video, else the first rendition. */
  readonly #leaderId: string | undefined;

  constructor(
    specs: readonly RenditionSpec[],
    timelines: ReadonlyMap<string, RenditionTimeline>,
    anchorWallMs: number,
  ) {
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

  put(language: string, cue: CaptionCue): void {
    for (const track of this.#all) if (track.language === language) track.put(cue);
  }

  startAt(msn: number): void {
    for (const { timeline } of this.#all) timeline.startAt(msn);
  }

  partCut(renditionId: string, cut: CutPart): void {
    if (renditionId === this.#leaderId) for (const track of this.#all) track.addPart(cut);
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
