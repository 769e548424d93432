import type { ProgrammeHealth, TrackHealth } from '#compositor';
import { type Clock, type Span, SpanBatch } from '#kernel';
import { isTracedPart, partTrace } from '#packager';
import type { TrackTap } from '#stage';
import type { PublishedPart } from '../show-log.js';

export interface PartTracesOptions {
  showId: string;
  /** The wall clock at the programme's zero. */
  anchorWallMs(): number;
  /** Video is seen at the tap frame by frame. */
  isVideo(renditionId: string): boolean;
  clock: Clock;
}

/** Tracks that are remembered: the oldest goes first, since nothing says here which have left. */
const MOST_SOURCES = 100;

type Watched = Pick<TrackTap, 'trackId' | 'codec' | 'clockRateHz' | 'watchArrivals'>;

interface Source {
  clockRateHz: number;
  arrivals: ReturnType<TrackTap['watchArrivals']>;
}

/** The life of some parts in this process: from the arrival of their last frames to their publication. */
export class PartTraces {
  readonly #options: PartTracesOptions;
  readonly #sources = new Map<string, Source>();
  readonly #spans = new SpanBatch();
  #played: readonly TrackHealth[] = [];

  constructor(options: PartTracesOptions) {
    this.#options = options;
  }

  /** A video track that the programme shows. */
  watch(tap: Watched): void {
    if (tap.codec === 'opus') return;
    this.#sources.set(tap.trackId, { clockRateHz: tap.clockRateHz, arrivals: tap.watchArrivals() });
    for (const oldest of this.#sources.keys()) {
      if (this.#sources.size <= MOST_SOURCES) break;
      this.#sources.delete(oldest);
    }
  }

  /** Takes from the programme's figures which RTP time of each track was shown at which moment. */
  health({ tracks }: Pick<ProgrammeHealth, 'tracks'>): void {
    this.#played = tracks;
  }

  part({ renditionId, msn, part, durationSeconds, atWallMs, behindMs }: PublishedPart): void {
    if (!isTracedPart(msn, part)) return;
    const { showId, isVideo } = this.#options;
    const { traceId, rootId } = partTrace(showId, renditionId, msn, part);
    const endMs = atWallMs - behindMs;
    const attributes = { 'proscenium.show': showId, 'proscenium.rendition': renditionId };
    const position = { 'proscenium.msn': msn, 'proscenium.part': part };
    const startMs = endMs - durationSeconds * 1_000;
    this.#spans.add({
      name: 'part',
      ...{ traceId, spanId: rootId, startMs, endMs: atWallMs },
      attributes: { ...attributes, ...position },
    });
    const child = { traceId, parentId: rootId };
    for (const shown of isVideo(renditionId) ? this.#shownAt(endMs) : [])
      this.#spans.add({ ...child, ...shown, attributes: { ...attributes, ...shown.attributes } });
    this.#spans.add({ name: 'part.encode', ...child, startMs: endMs, endMs: atWallMs, attributes });
  }

  take(): Span[] {
    return this.#spans.take();
  }

  /** For each participant's video, from the arrival of the frame that is shown at this moment to the moment. */
  #shownAt(wallMs: number): Pick<Span, 'name' | 'startMs' | 'endMs' | 'attributes'>[] {
    const { clock, anchorWallMs } = this.#options;
    const toWallMs = clock.wallMs() - clock.monotonicMs();
    const elapsedMs = wallMs - anchorWallMs();
    return this.#played.flatMap(({ trackId, source, played }) => {
      const known = this.#sources.get(trackId);
      if (known === undefined || played === undefined) return [];
      const rtp = played.rtp + ((elapsedMs - played.atMs) * known.clockRateHz) / 1_000;
      const arrivedMs = known.arrivals.arrivedMs(rtp);
      if (arrivedMs === undefined) return [];
      const attributes = { 'proscenium.track': trackId, 'proscenium.source': source };
      return [{ name: 'part.tap', startMs: arrivedMs + toWallMs, endMs: wallMs, attributes }];
    });
  }
}
