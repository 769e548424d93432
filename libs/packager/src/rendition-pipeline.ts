import { isSyncSample, parseTrackInit, type TrackInit } from '#media';
import type { RenditionSpec, RunOpening } from './ports.js';
import { type ProgrammeGrid, SAME_INSTANT_SECONDS } from './programme-grid.js';
import type { RenditionCutter } from './rendition-cutter.js';
import { HOLD_BACK_TARGETS, type RenditionTimeline } from './rendition-timeline.js';
import { RunReader, type ShowSample } from './run-reader.js';
import type { PipelineState, RunState } from './snapshot/snapshot-schema.js';

export interface PipelineWatcher {
  /** An encoder's output could not be read: its run is ignored from here on. */
  runBroken(renditionId: string, run: number, error: unknown): void;
  /** A frame that decoders could begin with, where no segment begins. */
  keyFrameOffGrid(seconds: number): void;
  /** A run that was to go on under the map of the one before it has another one. */
  mapDiffers(run: RunReader): void;
}

const samplesOf = (renditionId: string): string => `~samples/${renditionId}`;

/** One rendition from its encoders' bytes to its parts; knows which run of the encoder counts. */
export class RenditionPipeline {
  readonly spec: RenditionSpec;
  readonly timeline: RenditionTimeline;
  readonly #grid: ProgrammeGrid;
  readonly #watcher: PipelineWatcher;
  readonly #readers = new Map<number, RunReader>();
  #cutter: RenditionCutter | undefined;
  #init: TrackInit | undefined;
  #earlierInit: TrackInit | undefined;
  #newestStartSeconds: number | undefined;
  /** Something was declared missing: decoders can go on only where a segment begins. */
  #awaitsKeyFrame = false;
  /** Where all video restarts. */
  #heldToSeconds: number | undefined;
  #isWithdrawn = false;
  /** Given up, and written again since then. */
  #backSinceSeconds: number | undefined;
  #lastFrameSeconds = 0;
  /** The run whose frames are being published. */
  #current: RunReader | undefined;

  constructor(
    spec: RenditionSpec,
    timeline: RenditionTimeline,
    grid: ProgrammeGrid,
    watcher: PipelineWatcher,
  ) {
    this.spec = spec;
    this.timeline = timeline;
    this.#grid = grid;
    this.#watcher = watcher;
  }

  get cutter(): RenditionCutter | undefined {
    return this.#cutter;
  }

  /** Whether a frame or a part of this segment is here. */
  hasBegun(msn: number): boolean {
    const cutter = this.#cutter;
    if (cutter?.segment.msn !== msn) return false;
    return this.timeline.edge.parts > 0 || cutter.headSeconds > cutter.edgeSeconds;
  }

  get codec(): string | undefined {
    return (this.#init ?? this.#earlierInit)?.codec;
  }

  get size(): { width: number; height: number } | undefined {
    return this.#init ?? this.#earlierInit;
  }

  /** The newest map of an earlier run: it says what the listed segments hold until a run of this one begins. */
  describeBy(map: Buffer): void {
    this.#earlierInit = parseTrackInit(map);
  }

  /** Where the newest run begins; it may not have given a frame yet, or be over. */
  get newestStartSeconds(): number | undefined {
    return this.#newestStartSeconds;
  }

  /** Whether an encoder's run is open: late, perhaps, but not dead. */
  get isRunning(): boolean {
    return this.#readers.size > 0;
  }

  /** Whether nothing can be published before a key frame comes where a segment begins. */
  get isWaiting(): boolean {
    return this.#awaitsKeyFrame || this.#newest !== this.#current;
  }

  /** How far the newest run has written, whether or not that can be published; nothing where it has not begun to. */
  get writtenSeconds(): number | undefined {
    return this.#newest?.headSeconds;
  }

  get #newest(): RunReader | undefined {
    return [...this.#readers.values()].at(-1);
  }

  /** Nobody should choose it now: it was given up, or was missing for longer than this. */
  isAway(edgeSeconds: number, patienceSeconds: number): boolean {
    return this.isGivenUp || (this.isMissing && edgeSeconds - this.#lastFrameSeconds > patienceSeconds);
  }

  /** Its newest parts are gaps. */
  get isMissing(): boolean {
    return this.#awaitsKeyFrame;
  }

  /** As long as a player that began with it would find gaps where it begins. */
  get isGivenUp(): boolean {
    if (!this.#isWithdrawn) return false;
    const sinceSeconds = this.#backSinceSeconds ?? Number.POSITIVE_INFINITY;
    return this.#lastFrameSeconds - sinceSeconds < HOLD_BACK_TARGETS * this.#grid.segmentSeconds;
  }

  /** Its newest run goes on where the one before it ends, and that one is still being read. */
  get isHandingOver(): boolean {
    return !this.#awaitsKeyFrame && this.#current !== undefined && this.#readers.has(this.#current.number);
  }

  /** Given up on purpose, until an encoder that begins later has written it for a while. */
  withdraw(): void {
    this.#isWithdrawn = true;
    this.#backSinceSeconds = undefined;
  }

  /** No other rung has a video before this instant either: players have nothing to change over to. */
  holdTo(seconds: number): void {
    this.#heldToSeconds = seconds;
  }

  /** Up to here nothing came, and nothing will. */
  declareMissing(untilSeconds: number): void {
    this.#cutter?.fillTo(untilSeconds);
    this.#awaitsKeyFrame = this.spec.kind === 'video';
  }

  snapshot(bytes: Map<string, Buffer>): PipelineState {
    const cutter = this.#cutter?.snapshot();
    if (cutter && cutter.samples.length > 0) bytes.set(samplesOf(this.spec.id), cutter.samples);
    return {
      runs: [...this.#readers.values()].map((reader) => reader.snapshot(bytes)),
      current: this.#currentState(bytes),
      newestStartSeconds: this.#newestStartSeconds,
      awaitsKeyFrame: this.#awaitsKeyFrame,
      heldToSeconds: this.#heldToSeconds,
      isWithdrawn: this.#isWithdrawn,
      backSinceSeconds: this.#backSinceSeconds,
      lastFrameSeconds: this.#lastFrameSeconds,
      hasMap: this.#init !== undefined,
      cutter: cutter?.state,
    };
  }

  #currentState(bytes: Map<string, Buffer>): RunState | undefined {
    const current = this.#current;
    if (!current || this.#readers.get(current.number) === current) return current?.snapshot(bytes);
    // It is over: its map is nothing to go on with.
    return { ...current.snapshot(new Map()), init: undefined };
  }

  /** The timeline and the cutter were restored before. */
  restore(state: PipelineState, bytes: ReadonlyMap<string, Buffer>): void {
    const { map } = this.timeline;
    if (state.hasMap && map) this.#init = parseTrackInit(map);
    for (const run of state.runs) this.#readers.set(run.start.run, RunReader.restore(run, bytes));
    this.#current =
      state.current &&
      (this.#readers.get(state.current.start.run) ?? RunReader.restore(state.current, bytes));
    this.#newestStartSeconds = state.newestStartSeconds;
    this.#awaitsKeyFrame = state.awaitsKeyFrame;
    this.#heldToSeconds = state.heldToSeconds;
    this.#isWithdrawn = state.isWithdrawn;
    this.#backSinceSeconds = state.backSinceSeconds;
    this.#lastFrameSeconds = state.lastFrameSeconds;
    if (state.cutter)
      this.#cutter?.restore(state.cutter, bytes.get(samplesOf(this.spec.id)) ?? Buffer.alloc(0), this.#init);
  }

  attach(cutter: RenditionCutter): void {
    this.#cutter = cutter;
  }

  runOpened(opening: RunOpening): void {
    this.#newestStartSeconds = opening.start.units / opening.start.perSecond;
    this.#readers.set(opening.run, new RunReader(opening));
    // A dead run may still have bytes in its pipe; older ones than that are history.
    for (const older of [...this.#readers.keys()].slice(0, -2)) this.#readers.delete(older);
  }

  runClosed(run: number): void {
    this.#readers.delete(run);
  }

  bytes(run: number, piece: Buffer): void {
    const reader = this.#readers.get(run);
    if (!reader || !this.#cutter) return;
    try {
      const { init, samples } = reader.push(piece);
      if (init && reader.continues && !this.#init?.bytes.equals(init.bytes)) {
        reader.continues = false;
        this.#watcher.mapDiffers(reader);
      }
      for (const sample of samples) this.#offer(reader, sample);
    } catch (error) {
      this.#readers.delete(run);
      this.#watcher.runBroken(this.spec.id, run, error);
    }
  }

  #offer(reader: RunReader, sample: ShowSample): void {
    if (this.#isReplaced(reader, sample)) return;
    if (this.#isTooLate(sample)) {
      // Asked for what it tells of the grid; the frame itself is of no use any more.
      if (reader !== this.#current && !reader.continues) this.#mayResume(sample);
      return;
    }
    if (reader !== this.#current && !this.#admit(reader, sample)) return;
    const cutter = this.#cutter;
    if (!cutter) return;
    if ((this.#awaitsKeyFrame || this.#isBehindHole(cutter, sample)) && !this.#mayResume(sample)) return;
    this.#awaitsKeyFrame = false;
    this.#lastFrameSeconds = sample.endSeconds;
    cutter.accept(sample);
  }

  /** A new run takes over with its first frame that decoders can begin with, where a segment begins. */
  #admit(reader: RunReader, sample: ShowSample): boolean {
    if (this.#current && reader.number < this.#current.number) return false;
    const { init } = reader;
    if (init && reader.continues) return this.#continueWith(reader, sample);
    if (!init || !this.#mayResume(sample)) return false;
    // Audio goes on under the same map when a new encoder writes the same one: nobody hears the difference.
    const isNewMap = this.spec.kind === 'video' || !this.#init?.bytes.equals(init.bytes);
    if (isNewMap && this.#init && !this.#mayChangeMap(sample, init)) return false;
    if (isNewMap && this.#init && !this.#reachBoundary(sample, init)) return false;
    this.#current = reader;
    this.#backSinceSeconds = sample.startSeconds;
    if (isNewMap) this.#takeInit(init);
    return true;
  }

  /** The same map and a key frame (of audio: any frame) at or after the end of what is there: nobody sees the seam. */
  #continueWith(reader: RunReader, sample: ShowSample): boolean {
    const cutter = this.#cutter;
    if (!cutter) return false;
    const halfFrameSeconds = (sample.endSeconds - sample.startSeconds) / 2;
    if (sample.startSeconds < cutter.headSeconds - halfFrameSeconds) return false;
    if (this.spec.kind === 'video' && !isSyncSample(sample)) return false;
    if (this.spec.kind === 'video') {
      // After missing media there is no frame that could stay.
      if (this.#awaitsKeyFrame) cutter.fillTo(sample.startSeconds);
      else cutter.stayUntil(sample);
    }
    this.#awaitsKeyFrame = false;
    this.#current = reader;
    this.#backSinceSeconds = sample.startSeconds;
    return true;
  }

  /** Other parameters of encoding need a discontinuity (RFC 8216bis, 4.4.4.3), and others may have passed this boundary. */
  #mayChangeMap({ startSeconds }: ShowSample, init: TrackInit): boolean {
    if (this.spec.kind !== 'video' || this.#init?.bytes.equals(init.bytes)) return true;
    return this.#grid.breakAt(startSeconds);
  }

  /** A map changes only where a segment begins: what lies before is declared missing, or held. */
  #reachBoundary(sample: ShowSample, init: TrackInit): boolean {
    const cutter = this.#cutter;
    if (!cutter) return false;
    const halfFrameSeconds = (sample.endSeconds - sample.startSeconds) / 2;
    if (this.spec.kind === 'video') {
      if (this.#isHeld(sample, init)) cutter.holdTo(sample);
      else cutter.fillTo(sample.startSeconds);
    } else if (cutter.segmentStartSeconds !== cutter.headSeconds) {
      if (sample.startSeconds + halfFrameSeconds < cutter.segmentEndSeconds) return false;
      cutter.fillTo(cutter.segmentEndSeconds);
    }
    return true;
  }

  /** Browsers stall for seconds at a hole in the video while audio goes on: at a frame that stays they do not. */
  #isHeld(sample: ShowSample, init: TrackInit): boolean {
    if (this.#awaitsKeyFrame || this.#heldToSeconds === undefined) return false;
    const isThere = Math.abs(sample.startSeconds - this.#heldToSeconds) < SAME_INSTANT_SECONDS;
    return isThere && init.bytes.equals(this.#init?.bytes ?? Buffer.alloc(0));
  }

  /** What it shows was declared missing already; a key frame among it must not admit what follows. */
  #isTooLate(sample: ShowSample): boolean {
    if (this.spec.kind === 'audio' || !this.#cutter) return false;
    return this.#cutter.headSeconds - sample.startSeconds > SAME_INSTANT_SECONDS;
  }

  /** A newer run begins before this frame: whatever the old one still says is over. */
  #isReplaced(reader: RunReader, sample: ShowSample): boolean {
    for (const other of this.#readers.values())
      if (
        other.number > reader.number &&
        // One that continues begins early, to be warm: it takes over with the first of its frames that is admitted.
        !other.continues &&
        sample.startSeconds > other.startSeconds - SAME_INSTANT_SECONDS
      )
        return true;
    return this.#current !== undefined && reader.number < this.#current.number;
  }

  #takeInit(init: TrackInit): void {
    this.#init = init;
    this.timeline.addMap(init.bytes);
    this.#cutter?.setInit(init);
  }

  #isBehindHole(cutter: RenditionCutter, sample: ShowSample): boolean {
    return this.spec.kind === 'video' && sample.startSeconds - cutter.headSeconds > SAME_INSTANT_SECONDS;
  }

  #mayResume(sample: ShowSample): boolean {
    if (this.spec.kind === 'audio') return true;
    if (!isSyncSample(sample)) return false;
    if (this.#grid.isBoundary(sample.startSeconds)) return true;
    this.#watcher.keyFrameOffGrid(sample.startSeconds);
    return false;
  }
}
