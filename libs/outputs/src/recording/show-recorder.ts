import type { Clock, Log } from '#kernel';
import type { ProgrammeFeed } from '../feed/programme-feed.js';
import type { RecordingWish } from '../link/messages.js';
import { finishRecording } from './finish-recording.js';
import type { RecordingStore } from './recording-store.js';
import { RecordingWriter } from './recording-writer.js';

export interface ShowRecorderOptions {
  feed: ProgrammeFeed;
  store: RecordingStore;
  wish: RecordingWish;
  minFreeBytes: number;
  clock: Clock;
  log: Log;
}

interface Running {
  id: string;
  writer: RecordingWriter;
  /** What was on air before the recording was switched on is no part of it. */
  fromSeconds: number;
}

/** Period in which the server hears of a recording that grows, and its summary is written. */
const TOLD_EVERY_MS = 5_000;

/** Records one show on air, as long as that is wanted. Its steps are taken one after the other. */
export class ShowRecorder {
  readonly #options: ShowRecorderOptions;
  readonly #cancel: () => void;
  #wish: RecordingWish;
  #running: Running | undefined;
  #wasOff = false;
  #steps: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: ShowRecorderOptions) {
    this.#options = options;
    this.#wish = options.wish;
    const { feed, clock } = options;
    feed.events.on('begun', () => void this.#step(() => this.#review()));
    feed.events.on('segment', () => this.#take());
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
      await this.#running?.writer.close();
      this.#running = undefined;
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
    const { feed } = this.#options;
    if (this.#isClosed || feed.anchorWallMs === undefined) return;
    if (!this.#wish.isOn) {
      this.#wasOff = true;
      await this.#stop();
      return;
    }
    this.#running ??= await this.#start();
    this.#take();
  }

  /** Goes on with the recording that an earlier process began, or begins one. */
  async #start(): Promise<Running> {
    const { feed, store, minFreeBytes, log } = this.#options;
    const { showId } = feed;
    const unfinished = store.of(showId).find(({ state }) => state === 'recording');
    const { id } = unfinished ?? (await store.create(showId));
    const folder = store.folderOf({ showId, id });
    const writer = await RecordingWriter.open({ folder, minFreeBytes, log: log.with({ recordingId: id }) });
    writer.events.on('disk', ({ state }) => void store.change(id, { isStopped: state === 'stopped' }));
    log.info('outputs.record | recording', {
      showId,
      recordingId: id,
      isContinued: unfinished !== undefined,
    });
    return {
      id,
      writer,
      fromSeconds: this.#wasOff && unfinished === undefined ? this.#edgeSeconds() : -Infinity,
    };
  }

  #edgeSeconds(): number {
    const { feed } = this.#options;
    const ends = feed.renditions.map(({ id }) => feed.segmentsOf(id).at(-1)?.endSeconds ?? -Infinity);
    // Audio is cut at the frame nearest to the boundary.
    return Math.max(...ends) - 0.05;
  }

  #take(): void {
    const { feed } = this.#options;
    this.#running?.writer.take(feed, this.#running.fromSeconds);
  }

  #tell(): void {
    const { store } = this.#options;
    const running = this.#running;
    if (running === undefined) return;
    const { bytes, seconds } = running.writer.index;
    if (store.find(running.id)?.bytes !== bytes) void store.change(running.id, { bytes, seconds });
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    running.writer.take(this.#options.feed, running.fromSeconds);
    await running.writer.close();
    await finishRecording(this.#options.store, running.id, this.#options);
  }
}
