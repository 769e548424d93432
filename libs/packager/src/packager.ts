import { type Clock, type Log, type RandomBytes, systemRandom, TypedEvents } from '#kernel';
import type { DateRange, MediaPlaylist, MultivariantPlaylist } from '#media';
import { mediaNames, randomSession } from './media-names.js';
import type { MediaStore } from './media-store.js';
import { ALL_FORMATS, multivariantOf } from './multivariant.js';
import type { PackagerEvents } from './packager-events.js';
import { PackagerJournal } from './packager-journal.js';
import type { FragmentIntake, RenditionSpec, RunOpening } from './ports.js';
import { type Cadence, cadenceOf, type Profile } from './profile.js';
import { type GridSegment, ProgrammeGrid } from './programme-grid.js';
import { RamStore } from './ram-store.js';
import { type CutPart, RenditionCutter } from './rendition-cutter.js';
import { RenditionPipeline } from './rendition-pipeline.js';
import { RenditionSync } from './rendition-sync.js';
import { type MediaAnswer, RenditionTimeline } from './rendition-timeline.js';
import { resumeFrom } from './resume.js';
import type { RunReader } from './run-reader.js';
import type { SegmentRecord } from './segment-record.js';
import { LIVE_SECONDS, type ListedSegments } from './segment-window.js';
import { endOfHistory } from './snapshot/end-of-history.js';
import { fits } from './snapshot/fits.js';
import { type FreshNaming, freshlyNamed } from './snapshot/fresh-names.js';
import { historyOf } from './snapshot/history-of.js';
import { knownOf, listedBy } from './snapshot/listed-by.js';
import type { PackagerSnapshot } from './snapshot/packager-snapshot.js';
import type { RestoreOptions } from './snapshot/restore-options.js';
import type { PackagerState } from './snapshot/snapshot-schema.js';
import { CaptionTracks } from './timed/caption-tracks.js';
import { DateRanges } from './timed/date-ranges.js';
import { metadataMessage } from './timed/metadata-message.js';
import type { TimedEvent } from './timed/timed-event.js';
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

/** What creating and restoring have to say each in its own way. */
interface Origins {
  session: string;
  anchorWallMs: number;
  grid: ProgrammeGrid;
  listed(spec: RenditionSpec): ListedSegments | undefined;
  earlier: JournalState | undefined;
}

/** Enough for half a minute of a ladder of 16 Mbit/s, listed and lingering. */
const DEFAULT_RAM_BYTES = 160 * 1024 * 1024;

/**
 * The programme of one show as parts, segments and a timeline for each rendition, in step. A deterministic replica of
 * what came in: two of them with the same beginning publish the same bytes under the same names.
 */
export class Packager implements FragmentIntake {
  readonly events = new TypedEvents<PackagerEvents>();
  readonly showId: string;
  readonly anchorWallMs: number;
  readonly profile: Profile;
  readonly cadence: Cadence;
  readonly #options: PackagerOptions;
  readonly #store: MediaStore;
  readonly #session: string;
  readonly #grid: ProgrammeGrid;
  readonly #journal: PackagerJournal;
  readonly #pipelines: ReadonlyMap<string, RenditionPipeline>;
  readonly #timelines: ReadonlyMap<string, RenditionTimeline>;
  readonly #sync: RenditionSync;
  readonly #captions: CaptionTracks;
  readonly #dateRanges = new DateRanges();
  #phase: 'starting' | 'live' | 'ended' = 'starting';
  /** Where the segments of earlier runs ended, whether they can still be listed or not. */
  readonly #earlierEndSeconds: number;
  #newestRun = 0;

  private constructor(options: PackagerOptions, store: MediaStore, origins: Origins) {
    this.#options = options;
    this.#store = store;
    this.showId = options.showId;
    this.profile = options.profile;
    this.anchorWallMs = origins.anchorWallMs;
    this.cadence = cadenceOf(options.profile, frameRateOf(options.renditions));
    this.#grid = origins.grid;
    this.#session = origins.session;
    this.#earlierEndSeconds = endOfHistory(origins.earlier);
    this.#journal = new PackagerJournal(options.journal, origins.earlier);
    this.#dateRanges.restore(origins.earlier?.dateRanges ?? []);
    this.#timelines = new Map(
      options.renditions.map((spec) => [spec.id, this.#createTimeline(spec, origins.listed(spec))]),
    );
    const encoded = options.renditions.filter(({ kind }) => kind !== 'subtitles');
    this.#pipelines = new Map(encoded.map((spec) => [spec.id, this.#createPipeline(spec)]));
    this.#captions = new CaptionTracks(options.renditions, this.#timelines, {
      ...{ anchorWallMs: this.anchorWallMs, cadence: this.cadence },
      cutterOf: (id) => this.#pipelines.get(id)?.cutter,
      opening: (segment) => this.#journal.opening(segment),
    });
    this.#sync = new RenditionSync(this.#grid, this.cadence, this.#pipelines);
    this.#journal.begin({
      anchorWallMs: this.anchorWallMs,
      profile: options.profile.name,
      renditions: [...options.renditions],
    });
  }

  static create(options: PackagerOptions): Packager {
    const { resume, profile, renditions, random = systemRandom } = options;
    const { segmentSeconds } = cadenceOf(profile, frameRateOf(renditions));
    const store = options.store ?? new RamStore(DEFAULT_RAM_BYTES);
    return new Packager(options, store, {
      session: randomSession(random),
      anchorWallMs: resume?.anchorWallMs ?? options.anchorWallMs,
      grid: new ProgrammeGrid(segmentSeconds, (resume?.lastMsn ?? 0) + 1, resume !== undefined),
      listed: (spec) => resume && resumeFrom(resume, spec.id, store, segmentSeconds),
      earlier: resume,
    });
  }

  /** A replica that goes on from where another one was. What it publishes from then on is the same. */
  static restore({ state, bytes }: PackagerSnapshot, options: RestoreOptions): Packager {
    const { earlier, store = new RamStore(DEFAULT_RAM_BYTES) } = options;
    const { segmentSeconds } = state.profile;
    for (const [name, medium] of bytes)
      if (!name.startsWith('~') && !store.has(name)) store.put(name, medium);
    const all = [...state.renditions, ...state.captions];
    const timelines = new Map(all.map(({ spec, timeline }) => [spec.id, timeline]));
    const renditions = all.map(({ spec }) => spec);
    const { showId, profile, anchorWallMs, session } = state;
    const packager = new Packager({ ...options, showId, renditions, profile, anchorWallMs }, store, {
      session,
      anchorWallMs,
      grid: ProgrammeGrid.restore(segmentSeconds, state.grid),
      listed: ({ id }) => listedBy(timelines.get(id), knownOf(id, options, anchorWallMs), store),
      earlier,
    });
    packager.#restore(state, bytes);
    return packager;
  }

  /** For a programme that goes on where another was: restored if its renditions are the same, else on its timeline. */
  static goOn(
    from: PackagerSnapshot | undefined,
    options: PackagerOptions & FreshNaming,
  ): { replica: Packager; isRestored: boolean } {
    const isRestored = options.freshNames !== true;
    if (from && fits(from.state, options))
      return { replica: Packager.restore(freshlyNamed(from, options), options), isRestored };
    const resume = from === undefined ? {} : { resume: historyOf(from.state) };
    return { replica: Packager.create({ ...options, ...resume }), isRestored: false };
  }

  get phase(): 'starting' | 'live' | 'ended' {
    return this.#phase;
  }

  /** Ids of the renditions of a format, audio included; empty where there is no such format. */
  renditionsOf(format?: string): readonly string[] {
    const specs = [...this.#timelines.values()].map(({ spec }) => spec);
    const videos = specs.filter(
      (spec) => spec.kind === 'video' && (format === ALL_FORMATS || spec.format === format),
    );
    if (videos.length === 0 && format !== undefined) return [];
    return [...videos, ...specs.filter(({ kind }) => kind === 'audio')].map(({ id }) => id);
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
    return this.#sync.edgeSeconds;
  }

  /** Where a segment begins, on the show's timeline. Nothing before the first one. */
  get boundarySeconds(): number | undefined {
    return this.#grid.newest?.startSeconds;
  }

  /** The highest number of a run so far. */
  get newestRun(): number {
    return this.#newestRun;
  }

  /** Show time up to which media came, of any rendition: published, or waiting for the rest of its part. */
  get endSeconds(): number {
    return Math.max(this.#sync.headSeconds, this.#earlierEndSeconds);
  }

  /** What is known of the timeline so far, as its journal would tell it. */
  get history(): JournalState {
    const segments = new Map([...this.#timelines].map(([id, timeline]) => [id, [...timeline.segments]]));
    return this.#journal.stateWith(this.anchorWallMs, segments, this.#phase === 'ended');
  }

  snapshot(): PackagerSnapshot {
    const bytes = new Map<string, Buffer>();
    const renditions = [...this.#pipelines.values()].map((pipeline) => ({
      spec: { ...pipeline.spec },
      pipeline: pipeline.snapshot(bytes),
      timeline: pipeline.timeline.snapshot(bytes),
    }));
    const state: PackagerState = {
      version: 1,
      showId: this.showId,
      session: this.#session,
      anchorWallMs: this.anchorWallMs,
      profile: { ...this.profile },
      phase: this.#phase,
      startedAtSeconds: this.#sync.startedAtSeconds,
      newestRun: this.#newestRun,
      dateRanges: [...this.#dateRanges.all],
      captions: this.#captions.snapshot(bytes),
      grid: this.#grid.snapshot(),
      renditions,
    };
    return { state, bytes };
  }

  #restore(state: PackagerState, bytes: ReadonlyMap<string, Buffer>): void {
    this.#phase = state.phase;
    this.#newestRun = state.newestRun;
    this.#dateRanges.restore(state.dateRanges);
    this.#sync.startedAtSeconds = state.startedAtSeconds;
    for (const { spec, pipeline: pipelineState, timeline } of state.renditions) {
      const pipeline = this.#pipelines.get(spec.id) as RenditionPipeline;
      pipeline.timeline.restore(timeline, bytes);
      const { cutter } = pipelineState;
      if (cutter) this.#attach(pipeline, this.#grid.find(cutter.segment.msn) ?? { ...cutter.segment });
      pipeline.restore(pipelineState, bytes);
    }
    this.#captions.restore(state.captions, bytes);
    const { grid, dateRanges, phase } = state;
    this.#journal.catchUp(grid.segments, this.#timelines, dateRanges, phase === 'ended');
  }

  runOpened(opening: RunOpening): void {
    const pipeline = this.#pipelines.get(opening.renditionId);
    if (!pipeline || this.#phase === 'ended') return;
    const isFirstRun = pipeline.newestStartSeconds === undefined;
    // There is nothing that the first run could continue.
    const run = isFirstRun ? { ...opening, continues: false } : opening;
    pipeline.runOpened(run);
    this.#newestRun = Math.max(this.#newestRun, run.run);
    const startSeconds = run.start.units / run.start.perSecond;
    if (!this.#grid.newest) this.#begin(startSeconds);
    else if (!isFirstRun) this.#sync.runOpened(pipeline, run, startSeconds);
  }

  bytes(renditionId: string, run: number, piece: Buffer): void {
    if (this.#phase === 'ended') return;
    this.#pipelines.get(renditionId)?.bytes(run, piece);
    this.#captions.framesCame(renditionId);
    this.#sync.fillLaggards();
    // After a restart the segments are there already: what is missing is the new encoders' first word.
    this.#beWatchable();
  }

  runClosed(renditionId: string, run: number): void {
    this.#pipelines.get(renditionId)?.runClosed(run);
  }

  /** A rung was given up: players that come are not offered it until it has been written again for a while. */
  withdraw(renditionId: string): void {
    this.#pipelines.get(renditionId)?.withdraw();
  }

  /** Players learn of it with the next part. */
  timed(event: TimedEvent): void {
    if (event.kind === 'range') this.#journal.range(this.#dateRanges.put(event.range));
    if (event.kind === 'cue') this.#captions.put(event.language, event.cue);
    if (event.kind !== 'metadata') return;
    const box = metadataMessage(event, this.anchorWallMs);
    for (const timeline of this.#timelines.values()) if (timeline.kind === 'video') timeline.addMessage(box);
  }

  /** What playlists say of spans of the programme. */
  get dateRanges(): readonly DateRange[] {
    return this.#dateRanges.all;
  }

  isGivenUp(renditionId: string): boolean {
    return this.#pipelines.get(renditionId)?.isGivenUp ?? false;
  }

  #begin(startSeconds: number): void {
    this.#sync.begin(startSeconds, (pipeline) => this.#attach(pipeline, this.#grid.newest as GridSegment));
    this.#captions.startAt((this.#grid.newest as GridSegment).msn);
  }

  #attach(pipeline: RenditionPipeline, segment: GridSegment): void {
    pipeline.attach(new RenditionCutter(this.#grid, this.cadence, this.#sinkOf(pipeline), segment));
  }

  #sinkOf(pipeline: RenditionPipeline) {
    return {
      partCut: (cut: CutPart) => this.#partCut(pipeline, cut),
      segmentCut: (segment: GridSegment) => this.#segmentCut(pipeline, segment),
      together: (cut: () => void) =>
        this.#captions.together(pipeline.spec.id, () => pipeline.timeline.together(cut)),
    };
  }

  #partCut({ timeline, spec }: RenditionPipeline, cut: CutPart): void {
    this.#journal.opening(cut.segment);
    const part = timeline.addPart(cut);
    const atWallMs = this.#options.clock.wallMs();
    const index = timeline.edge.parts - 1;
    const event = { renditionId: spec.id, msn: cut.segment.msn };
    if (part.gap) this.events.emit('gap-published', { ...event, durationSeconds: part.durationSeconds });
    const behindMs = atWallMs - (this.anchorWallMs + cut.endSeconds * 1_000);
    const { durationSeconds } = part;
    this.events.emit('part-published', { ...event, part: index, durationSeconds, atWallMs, behindMs });
  }

  #segmentCut({ timeline, spec }: RenditionPipeline, cut: GridSegment): void {
    this.#journal.opening(cut);
    this.#segmentClosed(spec.id, timeline.closeSegment(cut));
    this.#captions.segmentCut(spec.id, cut, (id, segment) => this.#segmentClosed(id, segment));
    this.#beWatchable();
  }

  #segmentClosed(renditionId: string, segment: SegmentRecord): void {
    this.#journal.segment(renditionId, segment);
    this.events.emit('segment-published', { renditionId, segment });
  }

  #beWatchable(): void {
    if (this.#phase !== 'starting' || !this.#isWatchable()) return;
    this.#phase = 'live';
    this.events.emit('went-live', { atWallMs: this.#options.clock.wallMs() });
  }

  /** A player that reads of a video without its codec takes the show for audio alone, and never asks again. */
  #isWatchable(): boolean {
    const pipelines = [...this.#pipelines.values()];
    const videos = pipelines.filter(({ spec }) => spec.kind === 'video');
    const isTold = videos.length === 0 || videos.some(({ codec }) => codec !== undefined);
    return isTold && pipelines.every(({ timeline }) => timeline.published);
  }

  #createTimeline(spec: RenditionSpec, listed: ListedSegments | undefined): RenditionTimeline {
    const { windowSeconds = LIVE_SECONDS } = this.#options;
    return new RenditionTimeline({
      spec,
      cadence: this.cadence,
      names: mediaNames(this.#session, spec.kind === 'subtitles' ? 'vtt' : 'm4s'),
      store: this.#store,
      anchorWallMs: this.anchorWallMs,
      dateRanges: () => this.#dateRanges.all,
      windowSeconds: Math.max(windowSeconds, LIVE_SECONDS),
      ...(listed === undefined ? {} : { listed }),
    });
  }

  #createPipeline(spec: RenditionSpec): RenditionPipeline {
    return new RenditionPipeline(spec, this.#timelines.get(spec.id) as RenditionTimeline, this.#grid, {
      runBroken: (renditionId, run, error) => {
        this.#options.log.error('packager.bytes | an encoder wrote what cannot be read', {
          renditionId,
          run,
          error,
        });
        this.events.emit('run-broken', { renditionId, run });
      },
      keyFrameOffGrid: (seconds) => this.#sync.cutAtNextKeyFrame(seconds),
      mapDiffers: ({ startSeconds }: RunReader) =>
        this.#sync.takeTurn(this.#pipelines.get(spec.id) as RenditionPipeline, startSeconds),
    });
  }

  playlist(renditionId: string): MediaPlaylist | undefined {
    const timeline = this.#timelines.get(renditionId);
    if (!timeline?.published) return undefined;
    const others = [...this.#timelines.values()].filter((other) => other !== timeline && other.published);
    return timeline.playlist(others.map((other) => other.report()));
  }

  /** Of one format, of all in one (`all`), or of the main one. */
  multivariant(format?: string): MultivariantPlaylist {
    const { edgeSeconds, cadence } = this;
    return multivariantOf([...this.#pipelines.values()], {
      format,
      edgeSeconds,
      segmentSeconds: cadence.segmentSeconds,
      captions: this.#captions.specs,
    });
  }

  /** After a resume: reads out of earlier maps what the listed segments hold, so that players may come before a new run. */
  async describeEarlier(): Promise<void> {
    for (const pipeline of this.#pipelines.values()) {
      const mapUri = pipeline.timeline.segments.at(-1)?.mapUri;
      const map = mapUri === undefined ? undefined : await this.#store.find(mapUri);
      if (map) pipeline.describeBy(map);
    }
  }

  /** The media are here: what stands before a packager hands this on. */
  get source(): this {
    return this;
  }

  /** A medium by the name that stands in a playlist. */
  media(renditionId: string, name: string): MediaAnswer {
    return this.#timelines.get(renditionId)?.media(name);
  }

  /** The show is over: playlists get their end, the rewindable part stays. */
  end(): void {
    if (this.#phase === 'ended') return;
    for (const pipeline of this.#pipelines.values()) pipeline.cutter?.finish();
    this.#phase = 'ended';
    for (const timeline of this.#timelines.values()) timeline.end();
    this.#journal.end();
    this.events.emit('ended', { atWallMs: this.#options.clock.wallMs() });
  }

  async close(): Promise<void> {
    this.end();
    this.events.clear();
    await this.#options.journal?.flushed();
    await this.#store.close();
  }
}

const frameRateOf = (renditions: readonly RenditionSpec[]): number =>
  renditions.find((spec) => spec.kind === 'video')?.frameRate ?? 30;
