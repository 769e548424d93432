import type { RunOpening } from './ports.js';
import type { Cadence } from './profile.js';
import { type ProgrammeGrid, SAME_INSTANT_SECONDS } from './programme-grid.js';
import { BRIDGED_HOLE_SECONDS } from './rendition-cutter.js';
import type { RenditionPipeline } from './rendition-pipeline.js';

/** Encoders start at different speeds: none is declared missing before this. */
const STARTING_GRACE_SECONDS = 6;

/** Keeps all renditions in step: the same segments under the same numbers, whatever their encoders do. */
export class RenditionSync {
  readonly #grid: ProgrammeGrid;
  readonly #cadence: Cadence;
  readonly #pipelines: ReadonlyMap<string, RenditionPipeline>;
  startedAtSeconds = 0;

  constructor(
    grid: ProgrammeGrid,
    cadence: Cadence,
    pipelines: ReadonlyMap<string, RenditionPipeline>,
    startedAtSeconds = 0,
  ) {
    this.#grid = grid;
    this.#cadence = cadence;
    this.#pipelines = pipelines;
    this.startedAtSeconds = startedAtSeconds;
  }

  /** Show time of the newest published frame. */
  get edgeSeconds(): number {
    return Math.max(0, ...this.#all.map((pipeline) => pipeline.cutter?.edgeSeconds ?? 0));
  }

  /** Show time of the newest frame that came. */
  get headSeconds(): number {
    return Math.max(0, ...this.#all.map((pipeline) => pipeline.cutter?.headSeconds ?? 0));
  }

  /** Where the first run of all begins. */
  begin(startSeconds: number, attach: (pipeline: RenditionPipeline) => void): void {
    this.startedAtSeconds = startSeconds;
    const segment = this.#grid.jumpTo(startSeconds, startSeconds);
    for (const pipeline of this.#pipelines.values()) {
      attach(pipeline);
      pipeline.timeline.startAt(segment.msn);
    }
  }

  /** A run after the first of its rendition. */
  runOpened(pipeline: RenditionPipeline, { continues, boundary }: RunOpening, startSeconds: number): void {
    if (boundary) this.#seamAt(startSeconds);
    else if (!continues) this.takeTurn(pipeline, startSeconds);
  }

  /** A new run beside or after an old one: where all video restarts, the programme is cut at once. */
  takeTurn(pipeline: RenditionPipeline, startSeconds: number): void {
    const videos = this.#videos;
    const leaders = videos.length > 0 ? videos : [pipeline];
    if (!leaders.includes(pipeline)) return;
    // One that was given up and is not written again has no say.
    const isShared = leaders.every(
      (other) =>
        other.isGivenUp || Math.abs((other.newestStartSeconds ?? -1) - startSeconds) < SAME_INSTANT_SECONDS,
    );
    if (isShared && startSeconds - this.headSeconds > this.#cadence.segmentSeconds) this.#jump(startSeconds);
    else if (isShared && startSeconds > this.edgeSeconds - SAME_INSTANT_SECONDS) {
      this.#cut(startSeconds);
      for (const other of videos) other.holdTo(startSeconds);
    } else this.#grid.breakAtNextBoundary();
  }

  /** A run whose key frames are not on the grid would stay away for ever: the grid comes to its next one. */
  cutAtNextKeyFrame(keyFrameSeconds: number): void {
    // One rendition alone must come to the others' grid: they have no key frames anywhere else.
    if (!this.#videos.every((pipeline) => pipeline.isWaiting)) return;
    const nextSeconds = keyFrameSeconds + this.#cadence.segmentSeconds;
    if (nextSeconds > this.headSeconds) this.#cut(nextSeconds);
  }

  /** A rendition that stays behind is declared missing piece by piece, so that all stay in step. */
  fillLaggards(): void {
    const furthest = this.edgeSeconds;
    if (furthest - this.startedAtSeconds < STARTING_GRACE_SECONDS) return;
    const { stepSeconds, segmentSeconds } = this.#cadence;
    // A late encoder is worth waiting for as long as players wait; a dead one is not.
    const [latest, soonest] = [furthest - 3 * segmentSeconds, furthest - 2 * stepSeconds - 1];
    for (const pipeline of this.#pipelines.values()) {
      const isLate = pipeline.isRunning && (!pipeline.isWaiting || pipeline.isHandingOver);
      // Missing as it is, what it writes comes to where a segment begins: declared missing, it would never be in time.
      const writtenSeconds = Math.min(soonest, pipeline.writtenSeconds ?? soonest);
      const limit = isLate ? latest : Math.max(latest, writtenSeconds);
      if (pipeline.cutter && pipeline.cutter.headSeconds < limit - stepSeconds)
        pipeline.declareMissing(limit);
    }
  }

  get #all(): RenditionPipeline[] {
    return [...this.#pipelines.values()];
  }

  get #videos(): RenditionPipeline[] {
    return this.#all.filter(({ spec }) => spec.kind === 'video');
  }

  /** Key frames of all renditions come elsewhere from here on: a segment begins, and nobody has anything past it. */
  #seamAt(seconds: number): void {
    if (seconds < this.edgeSeconds - SAME_INSTANT_SECONDS) return;
    this.#grid.seamAt(seconds);
    this.#cutWhatIsDue();
  }

  #cut(seconds: number): void {
    this.#grid.cutAt(seconds);
    this.#cutWhatIsDue();
  }

  #cutWhatIsDue(): void {
    for (const pipeline of this.#pipelines.values()) pipeline.cutter?.cutWhatIsDue();
  }

  /** Everything stopped for longer than a segment: time goes on elsewhere, nothing is declared missing. */
  #jump(startSeconds: number): void {
    const { newest } = this.#grid;
    if (!newest) return;
    // Audio that ends up to half a frame behind where a segment begins has nothing in that segment.
    const isBegun = this.#all.some((pipeline) => pipeline.hasBegun(newest.msn));
    const endSeconds = isBegun ? this.headSeconds : newest.startSeconds;
    for (const { cutter } of this.#pipelines.values())
      if (cutter && endSeconds - cutter.headSeconds > BRIDGED_HOLE_SECONDS) cutter.fillTo(endSeconds);
    const segment = this.#grid.jumpTo(startSeconds, endSeconds);
    for (const pipeline of this.#pipelines.values()) pipeline.cutter?.moveTo(segment);
    this.startedAtSeconds = startSeconds;
  }
}
