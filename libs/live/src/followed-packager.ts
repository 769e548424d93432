import { join } from 'node:path';
import { type Clock, type Log, TypedEvents } from '#kernel';
import { DiskStore, type JournalState, Packager, PROFILES, parseSnapshot, TimelineJournal } from '#packager';
import { ShowLogFollower } from '#showlog';

export interface RewindLimits {
  windowSeconds: number;
  memoryBytes: number;
  diskBytes: number;
  diskFreeBytes: number;
}

export interface FollowedPackagerOptions {
  showId: string;
  /** Where the timeline and the rewindable media of this show are kept. */
  folder: string;
  /** Of the programme. */
  socketPath: string;
  rewind: RewindLimits;
  clock: Clock;
  log: Log;
}

export interface FollowedPackagerEvents {
  /** Rewinding stopped because the disk is full or broken, or works again. */
  rewind: 'stopped' | 'working';
  /** There is a replica, or another one took its place. */
  replica: Packager;
}

/** What the origin plays of a show: a replica of its programme's log, kept on disk as far as viewers may rewind. */
export class FollowedPackager {
  readonly events = new TypedEvents<FollowedPackagerEvents>();
  readonly #follower: ShowLogFollower<Packager>;
  /** A programme ran before this process did: its timeline goes on. */
  readonly wasBegun: boolean;

  static async open(options: FollowedPackagerOptions): Promise<FollowedPackager> {
    const { folder, rewind, log } = options;
    const { journal, state } = await TimelineJournal.open(join(folder, 'timeline.jsonl'), log);
    const events: { emit?: (state: 'stopped' | 'working') => void } = {};
    const store = await DiskStore.create({
      folder: join(folder, 'media'),
      log,
      ramBytes: rewind.memoryBytes,
      limitBytes: rewind.windowSeconds > 0 ? rewind.diskBytes : 0,
      minFreeBytes: rewind.diskFreeBytes,
      onRewind: (told) => events.emit?.(told),
    });
    const followed = new FollowedPackager(options, journal, state, store);
    events.emit = (told) => followed.events.emit('rewind', told);
    return followed;
  }

  private constructor(
    { showId, socketPath, rewind, clock, log }: FollowedPackagerOptions,
    journal: TimelineJournal,
    state: JournalState | undefined,
    store: DiskStore,
  ) {
    this.wasBegun = state !== undefined;
    const own = { clock, log, store, journal, windowSeconds: rewind.windowSeconds };
    const kept = state?.programme && {
      replica: Packager.create({
        ...own,
        showId,
        profile: PROFILES[state.programme.profile],
        renditions: state.programme.renditions,
        anchorWallMs: state.anchorWallMs,
        resume: state,
      }),
    };
    this.#follower = new ShowLogFollower<Packager>({
      path: socketPath,
      ...kept,
      restore: (snapshot) =>
        Packager.restore(parseSnapshot(snapshot), {
          ...own,
          ...(state === undefined ? {} : { earlier: state }),
        }),
      clock,
      log,
    });
    this.#follower.events.on('replica', (replica) => this.events.emit('replica', replica));
    void this.#follower.run();
  }

  get packager(): Packager | undefined {
    return this.#follower.replica;
  }

  close(): void {
    this.#follower.close();
    this.events.clear();
  }
}
