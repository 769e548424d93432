import type { Clock, Log } from '#kernel';
import { joinedChapters } from '../edit/joined-chapters.js';
import type { KeptSegments } from '../feed/kept-segments.js';
import type { ProgrammeFeed } from '../feed/programme-feed.js';
import type { RecordingWish } from '../link/messages.js';
import { TrackRecorder } from '../tracks/track-recorder.js';
import type { TrackSource } from '../tracks/track-source.js';
import { finishRecording } from './finish-recording.js';
import type { RecordingStore } from './recording-store.js';
import { MAIN_FORMAT, mainFirst, type RecordingSummary } from './recording-summary.js';
import { RecordingWriter } from './recording-writer.js';

/** What nodes know of each other's recordings. A note never waits for anything. */
export interface RecordingNotes {
  note(recording: RecordingSummary, fromSeconds: number): Promise<void>;
  /** Recordings of the show that are not over, with the show time of their first frame. */
  unfinished(showId: string): Promise<readonly { recording: RecordingSummary; fromSeconds: number }[]>;
}

export interface ShowRecorderOptions {
  feed: ProgrammeFeed;
  /** For what was missed while this process was away. */
  kept: KeptSegments;
  store: RecordingStore;
  /** Where the next node goes on with what this one records. */
  notes?: RecordingNotes | undefined;
  /** What participants send; without it their tracks are not recorded. */
  tracks?: TrackSource | undefined;
  wish: RecordingWish;
  minFreeBytes: number;
  clock: Clock;
  log: Log;
}

interface Running {
  id: string;
  writer: RecordingWriter;
  /** Beside the main format. */
  tracks?: TrackRecorder | undefined;
  /** What was on air before the recording was switched on is no part of it. */
  fromSeconds: number;
}

/** The same for all formats. */
interface Start {
  atMs: number;
  /** What is published ends there. */
  edgeSeconds: number;
}

/** Period in which the server hears of a recording that grows, and its summary is written. */
const TOLD_EVERY_MS = 5_000;

/** Records one show on air, as long as that is wanted, each format for itself. Its steps are taken one after the other. */
export class ShowRecorder {
  readonly #options: ShowRecorderOptions;
  readonly #cancel: () => void;
  #wish: RecordingWish;
  /** By format. */
  readonly #running = new Map<string, Running>();
  #wasOff = false;
  #chaptersHeard = 0;
  #steps: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: ShowRecorderOptions) {
    this.#options = options;
    this.#wish = options.wish;
    const { feed, clock } = options;
    feed.events.on('begun', () => void this.#step(() => this.#review()));
    feed.events.on('segment', () => {
      this.#take();
      this.#hearChapters();
    });
    this.#cancel = clock.every(TOLD_EVERY_MS, () => this.#tell());
  }

  setWish(wish: RecordingWish): void {
    this.#wish = wish;
    void this.#step(() => this.#review());
  }

  /** The show is over: what was recorded can be finished. */
  end(): Promise<void> {
    return this.#step(async () => {
      await this.#stop();
      this.#close();
    });
  }

  /** The process stops: the next one goes on with the same recording. */
  suspend(): Promise<void> {
    return this.#step(async () => {
      this.#close();
      for (const { writer } of this.#running.values()) writer.leaveMissed();
      await this.#closeWriters();
    });
  }

  #close(): void {
    this.#isClosed = true;
    this.#cancel();
  }

  #step(step: () => Promise<void>): Promise<void> {
    this.#steps = this.#steps.then(step).catch((error) => {
      this.#options.log.error('outputs.record | failed', { showId: this.#options.feed.showId, error });
    });
    return this.#steps;
  }

  async #review(): Promise<void> {
    const { feed, clock } = this.#options;
    if (this.#isClosed || feed.anchorWallMs === undefined) return;
    if (!this.#wish.isOn) {
      this.#wasOff = true;
      await this.#stop();
      return;
    }
    const start = { atMs: clock.wallMs(), edgeSeconds: this.#edgeSeconds() };
    for (const format of formatsOf(feed))
      if (!this.#running.has(format)) this.#running.set(format, await this.#start(format, start));
    this.#take();
  }

  /** Goes on with the recording that an earlier process began, or begins one. */
  async #start(format: string, { atMs, edgeSeconds }: Start): Promise<Running> {
    const { feed, kept, store, minFreeBytes, log: ours } = this.#options;
    const { showId } = feed;
    const isUnfinished = (each: RecordingSummary) => each.state === 'recording' && each.format === format;
    const own = store.of(showId).find(isUnfinished);
    const left = own === undefined ? await this.#leftBy(isUnfinished) : undefined;
    const unfinished = own ?? left?.recording;
    const { id } = unfinished ?? (await store.create(showId, { format, startedAtMs: atMs }));
    const log = ours.with({ recordingId: id });
    const writer = await RecordingWriter.open({
      folder: store.folderOf({ showId, id }),
      format,
      minFreeBytes,
      log,
    });
    writer.events.on('disk', ({ state }) => void store.change(id, { isStopped: state === 'stopped' }));
    if (unfinished !== undefined)
      await writer
        .findMissed(feed, kept, left?.fromSeconds)
        .catch((error) => log.warn('outputs.record | what was missed is lost', { error }));
    log.info('outputs.record | recording', {
      showId,
      format,
      isContinued: unfinished !== undefined,
      isAdopted: left !== undefined,
    });
    const isLate = this.#wasOff && unfinished === undefined;
    const tracks =
      format === MAIN_FORMAT ? this.#recordTracks(store.folderOf({ showId, id }), log) : undefined;
    const running = {
      id,
      writer,
      tracks,
      fromSeconds: left?.fromSeconds ?? (isLate ? edgeSeconds : -Infinity),
    };
    this.#note(running);
    return running;
  }

  /** By a node that is no more. */
  async #leftBy(isUnfinished: (recording: RecordingSummary) => boolean) {
    const { feed, store, notes } = this.#options;
    const all = (await notes?.unfinished(feed.showId)) ?? [];
    const left = all.find(({ recording }) => isUnfinished(recording));
    // Tracks of participants stay at the node that is no more.
    if (left !== undefined) await store.adopt({ ...left.recording, isStopped: false, trackLogBytes: 0 });
    return left;
  }

  /** Other nodes learn of it when they can: nothing here waits. */
  #note({ id, writer, fromSeconds }: Running): void {
    const { store, notes } = this.#options;
    const recording = store.find(id);
    const { startSeconds } = writer.index;
    if (recording !== undefined) void notes?.note(recording, Math.max(0, startSeconds, fromSeconds));
  }

  #recordTracks(folder: string, log: Log): TrackRecorder | undefined {
    const { tracks: source, minFreeBytes, clock } = this.#options;
    if (source === undefined || this.#wish.tracks === false) return undefined;
    return new TrackRecorder({ folder, source, minFreeBytes, clock, log });
  }

  #edgeSeconds(): number {
    const { feed } = this.#options;
    const ends = feed.renditions.map(({ id }) => feed.segmentsOf(id).at(-1)?.endSeconds ?? -Infinity);
    // Audio is cut at the frame nearest to the boundary.
    return Math.max(...ends) - 0.05;
  }

  #take(): void {
    const { feed } = this.#options;
    for (const { writer, fromSeconds } of this.#running.values()) writer.take(feed, fromSeconds);
  }

  #tell(): void {
    const { store } = this.#options;
    for (const { id, writer } of this.#running.values()) {
      const { bytes, seconds } = writer.index;
      if (store.find(id)?.bytes !== bytes) void store.change(id, { bytes, seconds });
    }
  }

  /** With each segment: whatever is killed, a mark of the segment before is kept. */
  #hearChapters(): void {
    const count = this.#options.feed.chapters?.length ?? 0;
    if (count === this.#chaptersHeard) return;
    this.#chaptersHeard = count;
    void this.#step(() => this.#keepChapters());
  }

  /** Those that were marked on air, in all formats alike. */
  async #keepChapters(): Promise<void> {
    const { feed, store } = this.#options;
    for (const running of this.#running.values()) {
      const { id, writer } = running;
      const known = store.find(id)?.chapters ?? [];
      const chapters = joinedChapters(known, feed.chapters ?? [], writer.index.startSeconds);
      if (chapters.length <= known.length) continue;
      await store.change(id, { chapters });
      this.#note(running);
    }
  }

  async #closeWriters(): Promise<void> {
    const all = [...this.#running.values()];
    this.#running.clear();
    for (const { writer, tracks } of all) {
      await tracks?.close();
      await writer.close();
    }
  }

  /** A format that the show had under an earlier process, and has no more, is finished with the others. */
  async #stop(): Promise<void> {
    const { feed, store } = this.#options;
    this.#take();
    await this.#keepChapters();
    const stopped = [...this.#running.values()];
    await this.#closeWriters();
    for (const { id } of store.of(feed.showId)) await finishRecording(store, id, this.#options);
    for (const running of stopped) this.#note(running);
  }
}

/** The main one first. */
function formatsOf({ renditions }: ProgrammeFeed): string[] {
  const videos = renditions.filter(({ kind }) => kind === 'video');
  const formats = new Set(videos.map(({ format = MAIN_FORMAT }) => format));
  return formats.size === 0 ? [MAIN_FORMAT] : [...formats].sort(mainFirst);
}
