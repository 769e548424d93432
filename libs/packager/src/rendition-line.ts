import { isSyncSample, type TrackInit } from '#media';
import { EpochReader, type ShowSample } from './epoch-reader.js';
import type { EpochStart, RenditionSpec } from './ports.js';
import { type ProgrammeGrid, SAME_INSTANT_SECONDS } from './programme-grid.js';
import type { RenditionCutter } from './rendition-cutter.js';
import { HOLD_BACK_TARGETS, type RenditionTimeline } from './rendition-timeline.js';

export interface LineWatcher {
  /** An encoder's output could not be read: its run is ignored from here on. */
  epochBroken(renditionId: string, epoch: number, error: unknown): void;
  /** A frame that decoders could begin with, where no segment begins. */
  keyFrameOffGrid(seconds: number): void;
}

/** The AAC encoder's first frame, which holds nothing of ours. */
const AAC_PRIMING_SAMPLES = 1_024;

/** One rendition from its encoders' bytes to its parts; knows which run of the encoder counts. */
export class RenditionLine {
  readonly spec: RenditionSpec;
  readonly timeline: RenditionTimeline;
  readonly #grid: ProgrammeGrid;
  readonly #watcher: LineWatcher;
  readonly #readers = new Map<number, EpochReader>();
  #cutter: RenditionCutter | undefined;
  #init: TrackInit | undefined;
  #newestStartSeconds: number | undefined;
  /** Something was declared missing: decoders can go on only where a segment begins. */
  #awaitsKeyFrame = false;
  /** Where all picture begins anew. */
  #heldToSeconds: number | undefined;
  #isWithdrawn = false;
  /** Given up, and written again since then. */
  #backSinceSeconds: number | undefined;
  #lastFrameSeconds = 0;
  /** The run whose frames are being published. */
  #current: EpochReader | undefined;

  constructor(spec: RenditionSpec, timeline: RenditionTimeline, grid: ProgrammeGrid, watcher: LineWatcher) {
    this.spec = spec;
    this.timeline = timeline;
    this.#grid = grid;
    this.#watcher = watcher;
  }

  get cutter(): RenditionCutter | undefined {
    return this.#cutter;
  }

  get codec(): string | undefined {
    return this.#init?.codec;
  }

  get size(): { width: number; height: number } | undefined {
    return this.#init;
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
    return this.#awaitsKeyFrame || [...this.#readers.values()].at(-1) !== this.#current;
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
    return !this.#awaitsKeyFrame && this.#current !== undefined && this.#readers.has(this.#current.epoch);
  }

  /** Given up on purpose, until an encoder that begins later has written it for a while. */
  withdraw(): void {
    this.#isWithdrawn = true;
    this.#backSinceSeconds = undefined;
  }

  /** No other rung has a picture before this instant either: players have nothing to change over to. */
  holdTo(seconds: number): void {
    this.#heldToSeconds = seconds;
  }

  /** Up to here nothing came, and nothing will. */
  declareMissing(untilSeconds: number): void {
    this.#cutter?.fillTo(untilSeconds);
    this.#awaitsKeyFrame = this.spec.kind === 'video';
  }

  attach(cutter: RenditionCutter): void {
    this.#cutter = cutter;
  }

  epochOpened(epoch: EpochStart): void {
    this.#newestStartSeconds = epoch.start.units / epoch.start.perSecond;
    this.#readers.set(epoch.epoch, new EpochReader(epoch, AAC_PRIMING_SAMPLES));
    // A dead run may still have bytes in its pipe; older ones than that are history.
    for (const older of [...this.#readers.keys()].slice(0, -2)) this.#readers.delete(older);
  }

  epochClosed(epoch: number): void {
    this.#readers.delete(epoch);
  }

  bytes(epoch: number, chunk: Uint8Array): void {
    const reader = this.#readers.get(epoch);
    if (!reader || !this.#cutter) return;
    try {
      for (const sample of reader.push(chunk).samples) this.#offer(reader, sample);
    } catch (error) {
      this.#readers.delete(epoch);
      this.#watcher.epochBroken(this.spec.id, epoch, error);
    }
  }

  #offer(reader: EpochReader, sample: ShowSample): void {
    if (this.#isReplaced(reader, sample)) return;
    if (this.#isTooLate(sample)) {
      // Asked for what it tells of the grid; the frame itself is of no use any more.
      if (reader !== this.#current) this.#mayResume(sample);
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
  #admit(reader: EpochReader, sample: ShowSample): boolean {
    if (this.#current && reader.epoch < this.#current.epoch) return false;
    const { init } = reader;
    if (!init || !this.#mayResume(sample)) return false;
    // Sound goes on under the same map when a new encoder writes the same one: nobody hears the difference.
    const isNewMap = this.spec.kind === 'video' || !this.#init?.bytes.equals(init.bytes);
    if (isNewMap && this.#init && !this.#reachBoundary(sample, init)) return false;
    this.#current = reader;
    this.#backSinceSeconds = sample.startSeconds;
    if (isNewMap) this.#takeInit(init);
    return true;
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

  /** Browsers stand still for seconds at a hole in the picture while sound goes on: at a picture that stays they do not. */
  #isHeld(sample: ShowSample, init: TrackInit): boolean {
    if (this.#awaitsKeyFrame || this.#heldToSeconds === undefined) return false;
    const isThere = Math.abs(sample.startSeconds - this.#heldToSeconds) < SAME_INSTANT_SECONDS;
    return isThere && init.bytes.equals(this.#init?.bytes ?? Buffer.alloc(0));
  }

  /** What it shows was declared missing already; a key frame among it must not open the door for what follows. */
  #isTooLate(sample: ShowSample): boolean {
    if (this.spec.kind === 'audio' || !this.#cutter) return false;
    return this.#cutter.headSeconds - sample.startSeconds > SAME_INSTANT_SECONDS;
  }

  /** A newer run begins before this frame: whatever the old one still says is over. */
  #isReplaced(reader: EpochReader, sample: ShowSample): boolean {
    for (const other of this.#readers.values())
      if (other.epoch > reader.epoch && sample.startSeconds > other.startSeconds - SAME_INSTANT_SECONDS)
        return true;
    return false;
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
