import type { DateRange } from '#media';
import type { RenditionSpec } from './ports.js';
import type { ProfileName } from './profile.js';
import type { GridSegment } from './programme-grid.js';
import type { RenditionTimeline } from './rendition-timeline.js';
import type { SegmentRecord } from './segment-record.js';
import type { JournalState, TimelineJournal } from './timeline-journal.js';

export interface JournalBeginning {
  anchorWallMs: number;
  profile: ProfileName;
  renditions: RenditionSpec[];
}

/** What a packager tells its journal, and in which order. Without a journal it only remembers what was said. */
export class PackagerJournal {
  readonly #journal: TimelineJournal | undefined;
  readonly #earlier: JournalState | undefined;
  readonly #discontinuities: number[];
  readonly #ranges: Map<string, DateRange>;
  #openedMsn: number;

  constructor(journal: TimelineJournal | undefined, earlier: JournalState | undefined) {
    this.#journal = journal;
    this.#earlier = earlier;
    this.#openedMsn = earlier?.lastMsn ?? 0;
    this.#discontinuities = [...(earlier?.discontinuities ?? [])];
    this.#ranges = new Map(earlier?.dateRanges?.map((range) => [range.id, range]));
  }

  begin(beginning: JournalBeginning): void {
    this.#journal?.append({ fact: 'begun', ...beginning });
    if (this.#earlier)
      this.#journal?.append({
        fact: 'opened',
        msn: Math.max(1, this.#earlier.lastMsn),
        discontinuity: false,
      });
  }

  /** Said before a part of the segment can be fetched: numbers never go back, whatever happens next. */
  opening({ msn, discontinuity }: GridSegment): void {
    if (msn <= this.#openedMsn) return;
    this.#openedMsn = msn;
    if (discontinuity) this.#discontinuities.push(msn);
    this.#journal?.append({ fact: 'opened', msn, discontinuity });
  }

  segment(renditionId: string, segment: SegmentRecord): void {
    this.#journal?.append({ fact: 'segment', renditionId, segment });
  }

  /** A front that starts again where no programme runs has its spans from here. */
  range(range: DateRange): void {
    this.#ranges.set(range.id, range);
    this.#journal?.append({ fact: 'range', range });
  }

  end(): void {
    this.#journal?.append({ fact: 'ended' });
  }

  /** After a restore: what happened while this process did not follow. */
  catchUp(
    segments: readonly GridSegment[],
    timelines: ReadonlyMap<string, RenditionTimeline>,
    ranges: readonly DateRange[],
    ended: boolean,
  ): void {
    for (const range of ranges)
      if (JSON.stringify(this.#ranges.get(range.id)) !== JSON.stringify(range)) this.range(range);
    for (const segment of segments) this.opening(segment);
    for (const [id, timeline] of timelines) {
      const known = this.#earlier?.segments.get(id)?.at(-1)?.msn ?? 0;
      for (const segment of timeline.segments) if (segment.msn > known) this.segment(id, segment);
    }
    if (ended && !this.#earlier?.ended) this.end();
  }

  stateWith(anchorWallMs: number, segments: Map<string, SegmentRecord[]>, ended: boolean): JournalState {
    return {
      anchorWallMs,
      lastMsn: this.#openedMsn,
      discontinuities: [...this.#discontinuities],
      dateRanges: [...this.#ranges.values()],
      segments,
      ended,
    };
  }
}
