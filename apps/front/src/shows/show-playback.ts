import { join } from 'node:path';
import {
  type Clock,
  type ConnectOptions,
  type FrameChannel,
  type Log,
  NOTICES_HANG,
  TypedEvents,
} from '#kernel';
import { SwitchedProgramme } from '#origin';
import {
  type JournalState,
  Packager,
  type PackagerEvents,
  PROFILES,
  parseSnapshot,
  TimelineJournal,
} from '#packager';
import { type LogPosition, ShowLogFollower } from '#showlog';
import type { PlaybackStore } from './shared-rewind.js';

export interface ShowPlaybackOptions {
  showId: string;
  /** Of the show's timeline and media. */
  folder: string;
  store: PlaybackStore;
  windowSeconds: number;
  clock: Clock;
  log: Log;
}

/** Where the log is followed. */
export interface LogSource {
  /** The same for the same place. */
  name: string;
  connect(options: ConnectOptions): Promise<FrameChannel>;
}

export interface ShowPlaybackEvents {
  /** A part can be fetched. */
  part: PackagerEvents['part-published'];
}

/** What can be played of one show: a replica of its programme's log, on disk as far as viewers may rewind. */
export class ShowPlayback {
  readonly events = new TypedEvents<ShowPlaybackEvents>();
  readonly #options: ShowPlaybackOptions;
  readonly #journal: TimelineJournal;
  readonly #earlier: JournalState | undefined;
  #replica: Packager | undefined;
  #programme: SwitchedProgramme | undefined;
  #follower: ShowLogFollower<Packager> | undefined;
  /** Up to where the replica has the log, and whose it is. */
  #position: LogPosition | undefined;
  #source: LogSource | undefined;

  private constructor(options: ShowPlaybackOptions, journal: TimelineJournal, earlier?: JournalState) {
    this.#options = options;
    this.#journal = journal;
    this.#earlier = earlier;
  }

  /** A show that is on air, or was: with what its journal says. */
  static async open(options: ShowPlaybackOptions, how: 'on-air' | 'kept'): Promise<ShowPlayback> {
    const { journal, state } = await TimelineJournal.open(
      join(options.folder, 'timeline.jsonl'),
      options.log,
    );
    const playback = new ShowPlayback(options, journal, state);
    const replica = playback.#ofJournal(how);
    await replica?.describeEarlier();
    // Nothing more will be written to it: what is listed is all there is.
    if (how === 'kept') replica?.end();
    if (replica) playback.#take(replica);
    return playback;
  }

  /** Nothing until there is a replica. The same one for as long as this is open. */
  get programme(): SwitchedProgramme | undefined {
    return this.#programme;
  }

  /** Players that come now find a whole segment in every rendition. */
  get isPlayable(): boolean {
    return this.#replica !== undefined && this.#replica.phase !== 'starting';
  }

  get isFollowing(): boolean {
    return this.#follower?.isConnected ?? false;
  }

  get isRewindWorking(): boolean {
    return this.#options.store.isRewindWorking;
  }

  /**
   * Follows the programme there, whenever one listens. Where it was followed elsewhere before, it goes on with what it
   * has: who waits for a part goes on waiting.
   */
  follow(source: LogSource): void {
    if (this.#source?.name === source.name) return;
    this.#unfollow();
    this.#source = source;
    const { clock, log, showId } = this.#options;
    const follower = new ShowLogFollower<Packager>({
      connect: source.connect,
      replica: this.#replica,
      position: this.#position,
      restore: (snapshot) =>
        Packager.restore(parseSnapshot(snapshot), {
          ...this.#own,
          ...this.#history(),
          missed: this.#options.store.missed,
        }),
      clock,
      log: log.with({ showId }),
      heartbeat: NOTICES_HANG,
    });
    this.#follower = follower;
    follower.events.on('replica', (replica) => this.#take(replica));
    follower.events.on('ended', () => this.#rest());
    follower.run().catch((error) => log.error('front.follow | stopped', { showId, error }));
  }

  /** The show is over, and its programme may have had no time to say so. */
  end(): void {
    this.#unfollow();
    this.#replica?.end();
    this.#rest();
  }

  /** The process stops or forgets the show; the show does not end by it. */
  async close(): Promise<void> {
    this.#unfollow();
    this.events.clear();
    await this.#journal.flushed();
    await this.#options.store.rest();
  }

  #unfollow(): void {
    this.#position = this.#follower?.position ?? this.#position;
    this.#follower?.close();
    this.#follower = undefined;
    this.#source = undefined;
  }

  /** A show that is over is read from disk: many of them may be open. */
  #rest(): void {
    const { store, log, showId } = this.#options;
    store.rest().catch((error) => log.error('front.media | stays in memory', { showId, error }));
  }

  get #own() {
    const { clock, log, store, windowSeconds } = this.#options;
    return { clock, log, store, windowSeconds, journal: this.#journal };
  }

  #history(): { earlier?: JournalState } {
    const earlier = this.#replica?.history ?? this.#earlier;
    return earlier === undefined ? {} : { earlier };
  }

  #ofJournal(how: 'on-air' | 'kept'): Packager | undefined {
    const state = this.#earlier;
    if (state?.programme === undefined) return undefined;
    const { showId } = this.#options;
    const { journal, ...own } = this.#own;
    return Packager.create({
      ...own,
      ...(how === 'on-air' ? { journal } : {}),
      showId,
      profile: PROFILES[state.programme.profile],
      renditions: state.programme.renditions,
      anchorWallMs: state.anchorWallMs,
      resume: state,
    });
  }

  #take(replica: Packager): void {
    this.#replica?.events.clear();
    this.#replica = replica;
    replica.events.on('part-published', (part) => this.events.emit('part', part));
    if (this.#programme) this.#programme.switchTo(replica);
    else this.#programme = new SwitchedProgramme(replica);
  }
}
