import { type Clock, type Log, type RandomBytes, systemRandom, TypedEvents } from '#kernel';
import type { MediaPlaylist, MultivariantPlaylist } from '#media';
import { type MediaNames, mediaNames } from './media-names.js';
import type { MediaStore } from './media-store.js';
import { multivariantOf } from './multivariant.js';
import type { PackagerEvents } from './packager-events.js';
import type { EpochStart, FragmentIntake, RenditionSpec } from './ports.js';
import { type Cadence, cadenceOf, type Profile } from './profile.js';
import { type GridSegment, ProgrammeGrid, SAME_INSTANT_SECONDS } from './programme-grid.js';
import { RamStore } from './ram-store.js';
import { BRIDGED_HOLE_SECONDS, type CutPart, RenditionCutter } from './rendition-cutter.js';
import { RenditionLine } from './rendition-line.js';
import { LIVE_SECONDS, type MediaAnswer, RenditionTimeline } from './rendition-timeline.js';
import { resumeFrom } from './resume.js';
import type { JournalState, TimelineJournal } from './timeline-journal.js';

export interface PackagerOptions {
  showId: string;
  renditions: readonly RenditionSpec[];
  profile: Profile;
  /** Wall clock at show time zero. A programme that goes on after a restart keeps its first one. */
  anchorWallMs: number;
  clock: Clock;
  log: Log;
  store?: MediaStore;
  journal?: TimelineJournal;
  /** What the journal of an earlier run said. */
  resume?: JournalState;
  /** How far back one may rewind; memory alone holds half a minute. */
  windowSeconds?: number;
  random?: RandomBytes;
}

/** Enough for half a minute of a ladder of 16 Mbit/s, listed and lingering. */
const DEFAULT_RAM_BYTES = 160 * 1024 * 1024;
/** Encoders start at different speeds: nobody is declared missing before this. */
const STARTING_GRACE_SECONDS = 6;

/** The programme of one show as parts, segments and a timeline for each rendition, in step. */
export class Packager implements FragmentIntake {
  readonly events = new TypedEvents<PackagerEvents>();
  readonly showId: string;
  readonly anchorWallMs: number;
  readonly cadence: Cadence;
  readonly #options: PackagerOptions;
  readonly #store: MediaStore;
  readonly #names: MediaNames;
  readonly #grid: ProgrammeGrid;
  readonly #lines: ReadonlyMap<string, RenditionLine>;
  readonly #timelines: ReadonlyMap<string, RenditionTimeline>;
  #phase: 'starting' | 'live' | 'ended' = 'starting';
  #journalledMsn = 0;
  #startedAtSeconds = 0;

  private constructor(options: PackagerOptions, store: MediaStore) {
    const { resume } = options;
    this.#options = options;
    this.#store = store;
    this.showId = options.showId;
    this.anchorWallMs = resume?.anchorWallMs ?? options.anchorWallMs;
    const frameRate = options.renditions.find((spec) => spec.kind === 'video')?.frameRate ?? 30;
    this.cadence = cadenceOf(options.profile, frameRate);
    this.#grid = new ProgrammeGrid(
      this.cadence.segmentSeconds,
      (resume?.lastMsn ?? 0) + 1,
      resume !== undefined,
    );
    const { random = systemRandom } = options;
    this.#names = mediaNames(Buffer.from(random(9)).toString('base64url'));
    this.#timelines = new Map(options.renditions.map((spec) => [spec.id, this.#createTimeline(spec)]));
    this.#lines = new Map(options.renditions.map((spec) => [spec.id, this.#createLine(spec)]));
    this.#journalBeginning(resume);
  }

  static create(options: PackagerOptions): Packager {
    return new Packager(options, options.store ?? new RamStore(DEFAULT_RAM_BYTES));
  }

  get phase(): 'starting' | 'live' | 'ended' {
    return this.#phase;
  }

  get renditions(): ReadonlyMap<string, RenditionTimeline> {
    return this.#timelines;
  }

  get targetDurationSeconds(): number {
    return this.cadence.segmentSeconds;
  }

  get storedBytes(): number {
    return this.#store.storedBytes;
  }

  /** Show time of the newest published frame. */
  get edgeSeconds(): number {
    return Math.max(0, ...[...this.#lines.values()].map((line) => line.cutter?.edgeSeconds ?? 0));
  }

  epochOpened(epoch: EpochStart): void {
    const line = this.#lines.get(epoch.renditionId);
    if (!line || this.#phase === 'ended') return;
    const isFirstRun = line.newestStartSeconds === undefined;
    line.epochOpened(epoch);
    const startSeconds = epoch.start.units / epoch.start.perSecond;
    if (!this.#grid.newest) this.#begin(startSeconds);
    else if (!isFirstRun) this.#takeTurn(line, startSeconds);
  }

  bytes(renditionId: string, epoch: number, chunk: Uint8Array): void {
    if (this.#phase === 'ended') return;
    this.#lines.get(renditionId)?.bytes(epoch, chunk);
    this.#fillLaggards();
    // After a restart the segments are there already: what is missing is the new encoders' first word.
    this.#beWatchable();
  }

  epochClosed(renditionId: string, epoch: number): void {
    this.#lines.get(renditionId)?.epochClosed(epoch);
  }

  /** A rung was given up: players that come are not offered it until it has been written again for a while. */
  withdraw(renditionId: string): void {
    this.#lines.get(renditionId)?.withdraw();
  }

  isGivenUp(renditionId: string): boolean {
    return this.#lines.get(renditionId)?.isGivenUp ?? false;
  }

  #begin(startSeconds: number): void {
    this.#startedAtSeconds = startSeconds;
    const segment = this.#grid.jumpTo(startSeconds, startSeconds);
    for (const line of this.#lines.values()) {
      line.attach(new RenditionCutter(this.#grid, this.cadence, this.#sinkOf(line), segment));
      line.timeline.startAt(segment.msn);
    }
  }

  /** A new run beside or after an old one: where all picture begins anew, the programme is cut at once. */
  #takeTurn(line: RenditionLine, startSeconds: number): void {
    const pictures = [...this.#lines.values()].filter((other) => other.spec.kind === 'video');
    const leaders = pictures.length > 0 ? pictures : [line];
    if (!leaders.includes(line)) return;
    // One that was given up and is not written again has no say.
    const isShared = leaders.every(
      (other) =>
        other.isGivenUp || Math.abs((other.newestStartSeconds ?? -1) - startSeconds) < SAME_INSTANT_SECONDS,
    );
    const furthest = Math.max(...[...this.#lines.values()].map((other) => other.cutter?.headSeconds ?? 0));
    if (isShared && startSeconds - furthest > this.cadence.segmentSeconds) this.#jump(startSeconds);
    else if (isShared && startSeconds > this.edgeSeconds - SAME_INSTANT_SECONDS) {
      this.#cut(startSeconds);
      for (const other of pictures) other.holdTo(startSeconds);
    } else this.#grid.breakAtNextBoundary();
  }

  #cut(seconds: number): void {
    this.#grid.cutAt(seconds);
    for (const line of this.#lines.values()) line.cutter?.cutWhatIsDue();
  }

  /** A run whose key frames are not on the grid would stay away for ever: the grid comes to its next one. */
  #cutAtNextKeyFrame(keyFrameSeconds: number): void {
    const pictures = [...this.#lines.values()].filter((line) => line.spec.kind === 'video');
    // One rung alone must come to the others' grid: they have no key frames anywhere else.
    if (!pictures.every((line) => line.isWaiting)) return;
    const nextSeconds = keyFrameSeconds + this.cadence.segmentSeconds;
    const heads = [...this.#lines.values()].map((line) => line.cutter?.headSeconds ?? 0);
    if (nextSeconds > Math.max(...heads)) this.#cut(nextSeconds);
  }

  /** Everything stood still for longer than a segment: time goes on elsewhere, nothing is declared missing. */
  #jump(startSeconds: number): void {
    const lines = [...this.#lines.values()];
    const furthest = Math.max(...lines.map((line) => line.cutter?.headSeconds ?? 0));
    for (const { cutter } of lines)
      if (cutter && furthest - cutter.headSeconds > BRIDGED_HOLE_SECONDS) cutter.fillTo(furthest);
    const segment = this.#grid.jumpTo(startSeconds, furthest);
    for (const line of lines) line.cutter?.moveTo(segment);
    this.#startedAtSeconds = startSeconds;
  }

  /** A rendition that stays behind is declared missing piece by piece, so that all stay in step. */
  #fillLaggards(): void {
    const furthest = this.edgeSeconds;
    if (furthest - this.#startedAtSeconds < STARTING_GRACE_SECONDS) return;
    const { stepSeconds, segmentSeconds } = this.cadence;
    for (const line of this.#lines.values()) {
      // A late encoder is worth waiting for as long as players wait; a dead one is not.
      const isLate = line.isRunning && (!line.isWaiting || line.isHandingOver);
      const patienceSeconds = isLate ? 3 * segmentSeconds : 2 * stepSeconds + 1;
      const limit = furthest - patienceSeconds;
      if (line.cutter && line.cutter.headSeconds < limit - stepSeconds) line.declareMissing(limit);
    }
  }

  #sinkOf(line: RenditionLine) {
    return {
      partCut: (cut: CutPart) => this.#partCut(line, cut),
      segmentCut: (segment: GridSegment) => this.#segmentCut(line, segment),
      together: (cut: () => void) => line.timeline.together(cut),
    };
  }

  #partCut({ timeline, spec }: RenditionLine, cut: CutPart): void {
    this.#journalOpening(cut.segment);
    const part = timeline.addPart(cut);
    const atWallMs = this.#options.clock.wallMs();
    const index = timeline.edge.parts - 1;
    const event = { renditionId: spec.id, msn: cut.segment.msn };
    if (part.gap) this.events.emit('gap-published', { ...event, durationSeconds: part.durationSeconds });
    const behindMs = atWallMs - (this.anchorWallMs + cut.endSeconds * 1_000);
    this.events.emit('part-published', { ...event, part: index, atWallMs, behindMs });
  }

  #segmentCut({ timeline, spec }: RenditionLine, cut: GridSegment): void {
    this.#journalOpening(cut);
    const segment = timeline.closeSegment(cut);
    this.#options.journal?.append({ fact: 'segment', renditionId: spec.id, segment });
    this.events.emit('segment-published', { renditionId: spec.id, segment });
    this.#beWatchable();
  }

  #beWatchable(): void {
    if (this.#phase !== 'starting' || !this.#isWatchable()) return;
    this.#phase = 'live';
    this.events.emit('went-live', { atWallMs: this.#options.clock.wallMs() });
  }

  /** A player that is told of a picture without its codec takes the show for sound alone, and asks never again. */
  #isWatchable(): boolean {
    const lines = [...this.#lines.values()];
    const pictures = lines.filter(({ spec }) => spec.kind === 'video');
    const isTold = pictures.length === 0 || pictures.some(({ codec }) => codec !== undefined);
    return isTold && lines.every(({ timeline }) => timeline.published);
  }

  /** Said before anybody can fetch a part of it: numbers never go back, whatever happens next. */
  #journalOpening(segment: GridSegment): void {
    if (segment.msn <= this.#journalledMsn) return;
    this.#journalledMsn = segment.msn;
    this.#options.journal?.append({ fact: 'opened', msn: segment.msn, discontinuity: segment.discontinuity });
  }

  #journalBeginning(resume: JournalState | undefined): void {
    const { journal } = this.#options;
    if (!journal) return;
    journal.append({ fact: 'begun', anchorWallMs: this.anchorWallMs });
    if (resume) journal.append({ fact: 'opened', msn: Math.max(1, resume.lastMsn), discontinuity: false });
  }

  #createTimeline(spec: RenditionSpec): RenditionTimeline {
    const { windowSeconds = LIVE_SECONDS, resume } = this.#options;
    return new RenditionTimeline({
      spec,
      cadence: this.cadence,
      names: this.#names,
      store: this.#store,
      anchorWallMs: this.anchorWallMs,
      windowSeconds: Math.max(windowSeconds, LIVE_SECONDS),
      ...(resume === undefined
        ? {}
        : { resumed: resumeFrom(resume, spec.id, this.#store, this.cadence.segmentSeconds) }),
    });
  }

  #createLine(spec: RenditionSpec): RenditionLine {
    return new RenditionLine(spec, this.#timelines.get(spec.id) as RenditionTimeline, this.#grid, {
      epochBroken: (renditionId, epoch, error) => {
        this.#options.log.error('packager.bytes | an encoder wrote what cannot be read', {
          renditionId,
          epoch,
          error,
        });
        this.events.emit('epoch-broken', { renditionId, epoch });
      },
      keyFrameOffGrid: (seconds) => this.#cutAtNextKeyFrame(seconds),
    });
  }

  playlist(renditionId: string): MediaPlaylist | undefined {
    const timeline = this.#timelines.get(renditionId);
    if (!timeline?.published) return undefined;
    const others = [...this.#timelines.values()].filter((other) => other !== timeline && other.published);
    return timeline.playlist(others.map((other) => other.report()));
  }

  multivariant(): MultivariantPlaylist {
    const { edgeSeconds, cadence } = this;
    return multivariantOf([...this.#lines.values()], {
      edgeSeconds,
      segmentSeconds: cadence.segmentSeconds,
    });
  }

  /** A medium by the name that stands in a playlist. */
  media(renditionId: string, name: string): MediaAnswer {
    return this.#timelines.get(renditionId)?.media(name);
  }

  /** The show is over: playlists get their end, the rewindable part stays. */
  end(): void {
    if (this.#phase === 'ended') return;
    for (const line of this.#lines.values()) line.cutter?.finish();
    this.#phase = 'ended';
    for (const timeline of this.#timelines.values()) timeline.end();
    this.#options.journal?.append({ fact: 'ended' });
    this.events.emit('ended', { atWallMs: this.#options.clock.wallMs() });
  }

  async close(): Promise<void> {
    this.end();
    this.events.clear();
    await this.#options.journal?.flushed();
    await this.#store.close();
  }
}
