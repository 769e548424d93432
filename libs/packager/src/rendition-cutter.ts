import { isSyncSample, printFragment, type TrackInit } from '#media';
import type { Cadence } from './profile.js';
import { type GridSegment, type ProgrammeGrid, SAME_INSTANT_SECONDS } from './programme-grid.js';
import type { ShowSample } from './run-reader.js';
import type { CutterState } from './snapshot/snapshot-schema.js';

/** What the cutter hands on, in order. */
export interface CutSink {
  partCut(part: CutPart): void;
  segmentCut(segment: GridSegment): void;
  /** What is cut within becomes visible at once: a short part is right only beside what explains it. */
  together(cut: () => void): void;
}

export interface CutPart {
  segment: GridSegment;
  startSeconds: number;
  endSeconds: number;
  independent: boolean;
  /** Empty where media is missing. */
  bytes: Buffer;
}

/** A hole up to this long is bridged by a longer last frame; a longer one is declared missing. */
export const BRIDGED_HOLE_SECONDS = 0.1;

/** Cuts one rendition's frames along the common grid, always at the frame nearest to the line. */
export class RenditionCutter {
  readonly #grid: ProgrammeGrid;
  readonly #cadence: Cadence;
  readonly #sink: CutSink;
  #segment: GridSegment;
  #edgeSeconds: number;
  #stepIndex = 0;
  #samples: ShowSample[] = [];
  #sequence = 0;
  #init: TrackInit | undefined;
  #droppedSamples = 0;
  /** Of the frame that came last. */
  #frameSeconds = 0;

  constructor(grid: ProgrammeGrid, cadence: Cadence, sink: CutSink, segment: GridSegment) {
    this.#grid = grid;
    this.#cadence = cadence;
    this.#sink = sink;
    this.#segment = segment;
    this.#edgeSeconds = segment.startSeconds;
  }

  /** Takes the place of the one that gave the state; `segment` is the grid's own. */
  restore(state: CutterState, samples: Buffer, init: TrackInit | undefined): void {
    this.#edgeSeconds = state.edgeSeconds;
    this.#stepIndex = state.stepIndex;
    this.#sequence = state.sequence;
    this.#droppedSamples = state.droppedSamples;
    this.#frameSeconds = state.frameSeconds;
    this.#init = init;
    let at = 0;
    this.#samples = state.samples.map(({ sizeBytes, ...sample }) => {
      at += sizeBytes;
      return { ...sample, data: samples.subarray(at - sizeBytes, at) };
    });
  }

  /** The frames of the part that is not cut yet come beside the state, one after the other. */
  snapshot(): { state: CutterState; samples: Buffer } {
    const state = {
      segment: { ...this.#segment },
      edgeSeconds: this.#edgeSeconds,
      stepIndex: this.#stepIndex,
      sequence: this.#sequence,
      droppedSamples: this.#droppedSamples,
      frameSeconds: this.#frameSeconds,
      samples: this.#samples.map(({ data, ...sample }) => ({ ...sample, sizeBytes: data.length })),
    };
    return { state, samples: Buffer.concat(this.#samples.map(({ data }) => data)) };
  }

  /** Up to here parts are out. */
  get edgeSeconds(): number {
    return this.#edgeSeconds;
  }

  /** Up to here frames are in. */
  get headSeconds(): number {
    return this.#samples.at(-1)?.endSeconds ?? this.#edgeSeconds;
  }

  get segment(): GridSegment {
    return this.#segment;
  }

  get segmentStartSeconds(): number {
    return this.#segment.startSeconds;
  }

  get segmentEndSeconds(): number {
    return this.#segment.endSeconds;
  }

  get droppedSamples(): number {
    return this.#droppedSamples;
  }

  setInit(init: TrackInit): void {
    this.#init = init;
  }

  accept(sample: ShowSample): void {
    const hole = sample.startSeconds - this.headSeconds;
    if (hole < -(sample.endSeconds - sample.startSeconds) / 2) {
      this.#droppedSamples += 1;
      return;
    }
    if (hole > BRIDGED_HOLE_SECONDS) this.fillTo(sample.startSeconds);
    else if (Math.abs(hole) > SAME_INSTANT_SECONDS) this.#bridge(sample);
    this.#samples.push(sample);
    this.#frameSeconds = sample.endSeconds - sample.startSeconds;
    this.cutWhatIsDue();
  }

  /** Closes the open part if its line has come, as after the grid moved. */
  cutWhatIsDue(usualFrameSeconds?: number): void {
    const last = this.#samples.at(-1);
    if (!last) {
      this.#endSegmentThatIsOut();
      return;
    }
    const frameSeconds = usualFrameSeconds ?? last.endSeconds - last.startSeconds;
    const line = this.#nextLine();
    // Nearest: one frame more would end farther from the line than this one does.
    if (last.endSeconds + frameSeconds / 2 < line - 1e-9) return;
    this.#sink.together(() => {
      this.#cutPart();
      this.#passLine(line);
    });
  }

  /** The segment was made to end where its last part does, which is out already: the next frame begins another. */
  #endSegmentThatIsOut(): void {
    const { endSeconds } = this.#segment;
    if (this.#edgeSeconds + this.#frameSeconds / 2 < endSeconds - 1e-9) return;
    this.#sink.together(() => this.#passLine(endSeconds));
  }

  /** Declares everything up to this instant missing, part by part. */
  fillTo(seconds: number): void {
    if (seconds - this.headSeconds < SAME_INSTANT_SECONDS) return;
    this.#sink.together(() => this.#fill(seconds, (end) => this.#emit(end, false, Buffer.alloc(0))));
  }

  /**
   * Bridges a hole in the video of any length without a gap: the last frame stays until its part ends, then the one
   * that comes after the hole is there early, once for each part. Both runs must share a map.
   */
  holdTo(next: ShowSample): void {
    const seconds = next.startSeconds;
    if (seconds - this.headSeconds < SAME_INSTANT_SECONDS) return;
    this.#sink.together(() => {
      const last = this.#samples.at(-1);
      if (last) {
        this.#lengthen(last, Math.min(this.#nextLine(), seconds), next);
        this.cutWhatIsDue();
      }
      this.#fill(seconds, (endSeconds) => {
        this.#samples = [this.#early(next, endSeconds)];
        this.#cutPart();
      });
    });
  }

  /**
   * Bridges a hole in the video before a run that continues: as above, and the part that is open at its first frame
   * stays open, so that no part is short.
   */
  stayUntil(next: ShowSample): void {
    const frameSeconds = next.endSeconds - next.startSeconds;
    const seconds = next.startSeconds;
    this.#sink.together(() => {
      while (seconds - this.headSeconds >= SAME_INSTANT_SECONDS) {
        const untilSeconds = Math.min(this.#nextLine(), seconds);
        const last = this.#samples.at(-1);
        if (last) this.#lengthen(last, untilSeconds, next);
        else this.#samples.push(this.#early(next, untilSeconds));
        this.cutWhatIsDue(frameSeconds);
      }
    });
  }

  /** Whatever waits goes out, then everything up to this instant is emitted by one for whom the part ends there. */
  #fill(seconds: number, emit: (endSeconds: number) => void): void {
    this.#cutPart();
    while (seconds - this.#edgeSeconds >= SAME_INSTANT_SECONDS) {
      const line = this.#nextLine();
      const end = Math.min(line, seconds);
      if (end - this.#edgeSeconds >= SAME_INSTANT_SECONDS) emit(end);
      this.#edgeSeconds = Math.max(this.#edgeSeconds, end);
      if (end === line) this.#passLine(line);
    }
  }

  /** Ends here: the open part and the open segment go out as they are. */
  finish(): void {
    this.#sink.together(() => {
      this.#cutPart();
      if (this.#edgeSeconds - this.#segment.startSeconds >= SAME_INSTANT_SECONDS)
        this.#sink.segmentCut(this.#segment);
    });
  }

  /** Goes on in another segment, elsewhere in time. Numbers in between exist here too, as they do elsewhere. */
  moveTo(segment: GridSegment): void {
    this.#sink.together(() => {
      this.#cutPart();
      for (let { msn } = this.#segment; msn < segment.msn; msn += 1)
        this.#sink.segmentCut(this.#grid.get(msn));
    });
    this.#segment = segment;
    this.#edgeSeconds = segment.startSeconds;
    this.#stepIndex = 0;
  }

  /** The next line of the part grid; the end of the segment is one too. */
  #nextLine(): number {
    const { startSeconds, endSeconds } = this.#segment;
    const line = startSeconds + (this.#stepIndex + 1) * this.#cadence.stepSeconds;
    return endSeconds - line < SAME_INSTANT_SECONDS ? endSeconds : line;
  }

  #passLine(line: number): void {
    this.#stepIndex += 1;
    if (this.#segment.endSeconds - line >= SAME_INSTANT_SECONDS) return;
    this.#sink.segmentCut(this.#segment);
    this.#segment = this.#grid.get(this.#segment.msn + 1);
    this.#stepIndex = 0;
  }

  /** A new run of the encoder begins a little beside the end of the old one: one frame takes up the difference. */
  #bridge(sample: ShowSample): void {
    const last = this.#samples.at(-1);
    if (last) {
      this.#lengthen(last, sample.startSeconds, sample);
      return;
    }
    const holeTicks = this.#ticksOf(sample.startSeconds - this.#edgeSeconds);
    sample.decodeTicks -= holeTicks;
    sample.durationTicks += holeTicks;
    sample.startSeconds = this.#edgeSeconds;
  }

  /** A frame stays until this instant, at or before the start of another. */
  #lengthen(last: ShowSample, untilSeconds: number, next: ShowSample): void {
    const untilTicks = next.decodeTicks - this.#ticksOf(next.startSeconds - untilSeconds);
    last.durationTicks = untilTicks - last.decodeTicks;
    last.endSeconds = untilSeconds;
  }

  /** A copy of a frame from where parts are out to this instant. */
  #early(next: ShowSample, endSeconds: number): ShowSample {
    const startSeconds = this.#edgeSeconds;
    const decodeTicks = next.decodeTicks - this.#ticksOf(next.startSeconds - startSeconds);
    const early = { ...next, startSeconds, decodeTicks };
    this.#lengthen(early, endSeconds, next);
    return early;
  }

  #ticksOf(seconds: number): number {
    return Math.round(seconds * (this.#init?.timescaleHz ?? 1));
  }

  #cutPart(): void {
    const [first] = this.#samples;
    if (!first || !this.#init) return;
    const samples = this.#samples;
    this.#samples = [];
    this.#sequence += 1;
    const bytes = printFragment(
      { sequence: this.#sequence, trackId: this.#init.trackId, decodeTicks: first.decodeTicks },
      samples,
    );
    this.#edgeSeconds = first.startSeconds;
    const end = samples.at(-1)?.endSeconds ?? first.endSeconds;
    this.#emit(end, samples.some(isSyncSample), bytes);
  }

  #emit(endSeconds: number, independent: boolean, bytes: Buffer): void {
    const startSeconds = this.#edgeSeconds;
    this.#edgeSeconds = endSeconds;
    this.#sink.partCut({ segment: this.#segment, startSeconds, endSeconds, independent, bytes });
  }
}
