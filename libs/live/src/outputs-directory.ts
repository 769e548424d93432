import type { Clock, Log } from '#kernel';
import type { FromOutputs, OutputsConnection, OutputsShow, RecordingWish } from '#outputs';
import { DEFAULT_RECORDING, type Show, type ShowRecording, type ShowsStore } from '#show';
import { listLiveShows } from './list-live-shows.js';
import type { OpenShow } from './open-show.js';
import type { OpenShows } from './open-shows.js';

export interface OutputsDirectoryOptions {
  /** Connects to the process of the outputs. Settings that it has at once are sent first. */
  connect(): OutputsConnection;
  /** Starts their process; nothing happens while it runs. */
  start(): void;
  shows: OpenShows;
  store: Pick<ShowsStore, 'find' | 'list'>;
  clock: Clock;
  log: Log;
}

/** Tells the outputs which shows are on air and what is wanted of each. */
export class OutputsDirectory {
  readonly connection: OutputsConnection;
  readonly #options: OutputsDirectoryOptions;
  /** The last thing told of each show that is on air. */
  readonly #told = new Map<string, string>();
  /** Of shows on air. */
  readonly #wishes = new Map<string, RecordingWish>();

  /** Shows that were on air when the process before this one ended are sent first: their recordings go on. */
  static async open(options: OutputsDirectoryOptions): Promise<OutputsDirectory> {
    const live = await listLiveShows(options.store);
    const directory = new OutputsDirectory(options, options.connect());
    for (const { id, recording } of live) {
      directory.#wishes.set(id, wishOf(recording));
      directory.#set(id, 'on-air');
    }
    return directory;
  }

  private constructor(options: OutputsDirectoryOptions, connection: OutputsConnection) {
    this.#options = options;
    this.connection = connection;
    options.shows.events.on('opened', (show) => this.#follow(show));
    options.shows.events.on('removed', ({ showId }) => this.remove(showId));
    options.shows.events.on('handed-over', ({ showId }) => this.setElsewhere(showId));
    connection.events.on('said', (said) => this.#hear(said));
  }

  /** What is stored of a show has changed; it may be on air or not. */
  changed({ id, recording }: Pick<Show, 'id' | 'recording'>): void {
    if (!this.#told.has(id)) return;
    this.#wishes.set(id, wishOf(recording));
    this.#set(id, 'on-air');
  }

  /** Everything that the outputs hold of the show is deleted. */
  remove(showId: string): void {
    this.#set(showId, 'gone');
  }

  /** Another node runs the show. */
  setElsewhere(showId: string): void {
    if (this.#options.shows.find(showId) === undefined) this.#set(showId, 'elsewhere');
  }

  close(): void {
    this.connection.close();
  }

  #follow(show: OpenShow): void {
    const tell = async () => {
      if (show.playback === 'on-air') await this.#learn(show.showId);
      // It may have ended while the record was read.
      if (show.playback === 'on-air') this.#set(show.showId, 'on-air');
      else if (this.#told.has(show.showId)) this.#set(show.showId, 'over');
    };
    void tell();
    show.events.on('changed', tell);
  }

  async #learn(showId: string): Promise<void> {
    const { store, log } = this.#options;
    if (this.#wishes.has(showId)) return;
    try {
      const record = await store.find(showId);
      if (record !== undefined && !this.#wishes.has(showId))
        this.#wishes.set(showId, wishOf(record.recording));
    } catch (error) {
      log.warn('live.outputs | the wishes of a show could not be read', { showId, error });
    }
  }

  #set(id: string, state: OutputsShow['state']): void {
    const recording = this.#wishes.get(id) ?? wishOf(DEFAULT_RECORDING);
    const show: OutputsShow = { id, state, recording };
    const text = JSON.stringify(show);
    if (this.#told.get(id) === text) return;
    if (state === 'on-air') {
      this.#told.set(id, text);
      this.#options.start();
    } else {
      this.#told.delete(id);
      this.#wishes.delete(id);
    }
    this.connection.set(show);
  }

  #hear(said: FromOutputs): void {
    if (said.kind === 'hello') void this.#review(said.showIds);
    else if (said.kind === 'found') void this.#answer(said.showIds);
  }

  /** The outputs may hold recordings of shows that were deleted while they were away. */
  async #review(showIds: readonly string[]): Promise<void> {
    const { store, log } = this.#options;
    for (const showId of showIds) {
      try {
        if ((await store.find(showId)) === undefined) this.remove(showId);
      } catch (error) {
        log.warn('live.outputs | kept recordings could not be judged', { showId, error });
      }
    }
  }

  async #answer(found: readonly string[]): Promise<void> {
    const { store, log } = this.#options;
    const [showIds, otherIds]: [string[], string[]] = [[], []];
    try {
      for (const showId of found) ((await store.find(showId)) ? showIds : otherIds).push(showId);
      this.connection.send({ kind: 'site-shows', showIds, otherIds });
    } catch (error) {
      log.warn('live.outputs | archived recordings could not be judged', { error });
    }
  }
}

const wishOf = ({ isOn, tracks }: ShowRecording): RecordingWish => ({ isOn, tracks });
