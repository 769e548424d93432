import { type Clock, type Log, NOTICES_HANG, TypedEvents } from '#kernel';
import type { FeedRendition, FeedSegment, ProgrammeFeed, ProgrammeFeedEvents } from '#outputs';
import { Packager, parseSnapshot, RamStore } from '#packager';
import { atSocket, ShowLogFollower } from '#showlog';

export interface FollowedProgrammeOptions {
  showId: string;
  /** The socket of the show's programme. */
  path: string;
  clock: Clock;
  log: Log;
}

/** Enough for half a minute of a ladder of 16 Mbit/s, listed and lingering. */
const RAM_BYTES = 160 * 1024 * 1024;

/** As the server marks them. */
const CHAPTER_CLASS = 'proscenium.chapter';
const LONGEST_TITLE = 200;

/** One show's log followed across its programmes: a replica that keeps half a minute in memory. */
export class FollowedProgramme implements ProgrammeFeed {
  readonly events = new TypedEvents<ProgrammeFeedEvents>();
  readonly showId: string;
  readonly #store = new RamStore(RAM_BYTES);
  readonly #follower: ShowLogFollower<Packager>;
  readonly #log: Log;
  #replica: Packager | undefined;
  #isEnded = false;

  constructor({ showId, path, clock, log }: FollowedProgrammeOptions) {
    this.showId = showId;
    this.#log = log;
    const store = this.#store;
    this.#follower = new ShowLogFollower<Packager>({
      connect: atSocket(path),
      restore: (snapshot) => Packager.restore(parseSnapshot(snapshot), { clock, log, store }),
      clock,
      log,
      heartbeat: NOTICES_HANG,
    });
    this.#follower.events.on('replica', (replica) => this.#take(replica));
    this.#follower.events.on('ended', () => this.#end());
  }

  get anchorWallMs(): number | undefined {
    return this.#replica?.anchorWallMs;
  }

  get renditions(): readonly FeedRendition[] {
    return [...(this.#replica?.renditions.values() ?? [])].map(({ spec }) => spec);
  }

  get chapters(): readonly { atSeconds: number; title: string }[] {
    const replica = this.#replica;
    if (replica === undefined) return [];
    return replica.dateRanges
      .filter((range) => range.class === CHAPTER_CLASS)
      .map(({ startMs, values }) => ({
        atSeconds: (startMs - replica.anchorWallMs) / 1_000,
        title: String(values.TITLE ?? '').slice(0, LONGEST_TITLE),
      }))
      .filter(({ title }) => title !== '');
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  get isFollowing(): boolean {
    return this.#follower.isConnected;
  }

  segmentsOf(renditionId: string): readonly FeedSegment[] {
    return this.#replica?.renditions.get(renditionId)?.segments ?? [];
  }

  bytesOf(uri: string): Buffer | undefined {
    return this.#store.find(uri);
  }

  run(): void {
    const { showId } = this;
    this.#follower.run().catch((error) => this.#log.error('outputs.follow | stopped', { showId, error }));
  }

  /** The show is over, and its programme had no time to say so. */
  end(): void {
    this.#follower.close();
    this.#replica?.end();
    this.#end();
  }

  async close(): Promise<void> {
    this.#follower.close();
    this.events.clear();
    this.#replica?.events.clear();
    await this.#store.close();
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.events.emit('ended', undefined);
  }

  #take(replica: Packager): void {
    this.#replica?.events.clear();
    this.#replica = replica;
    replica.events.on('segment-published', (told) => this.events.emit('segment', told));
    replica.events.on('part-published', ({ renditionId, msn, part: index }) => {
      const timeline = replica.renditions.get(renditionId);
      const part = timeline?.partRecordsOf(msn)[index];
      const map = timeline?.map;
      if (part === undefined || map === undefined) return;
      const { bytes, startSeconds, endSeconds, independent: isIndependent, gap } = part;
      this.events.emit('part', {
        renditionId,
        part: { bytes, map, startSeconds, endSeconds, isIndependent, gap },
      });
    });
    this.events.emit('begun', undefined);
  }
}
