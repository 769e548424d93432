import {
  type Clock,
  encodeFrame,
  type FrameChannel,
  type Log,
  type RandomBytes,
  systemRandom,
} from '#kernel';
import { EarlyFollowers, type Informed } from './early-followers.js';
import { applyEvent, isPiece, type ShowLogEntry } from './entry.js';
import { EntryRing, type RingEntry } from './entry-ring.js';
import { FollowerFeed } from './follower-feed.js';
import { fromFollowerSchema } from './messages.js';
import { OpenRuns } from './open-runs.js';
import type { Replica, ReplicaSnapshot, RunOpening, RunSink } from './ports.js';
import type { LogPosition } from './position.js';
import { Publication } from './publication.js';
import { StandbyFeed } from './standby-feed.js';
import type { Inherited } from './standby-log.js';
import { fromStandbySchema } from './standby-messages.js';
import { shifted, shiftSecondsOf, type TimeShift } from './time-shift.js';
import { type TimedEvent, timedEventSchema } from './timed-event.js';

export interface LogBeginning<R extends Replica> {
  /** Wall clock at the programme's own time zero. */
  anchorWallMs: number;
  frameRate: number;
  /** `from`: what an earlier writer's follower has. A replica that goes on from it exactly is `restored`. */
  replica(from: ReplicaSnapshot | undefined): { replica: R; isRestored: boolean };
}

export interface ShowLogWriterOptions {
  /** There was a writer of this show before: its followers say what they have. */
  resumes: boolean;
  clock: Clock;
  log: Log;
  random?: RandomBytes;
  /** How long a follower with the state is waited for, from the first follower on. */
  stateDeadlineMs?: number;
  /** How long the first follower is waited for. */
  nobodyDeadlineMs?: number;
  ringBytes?: number;
  behindBytes?: number;
  /** In a cluster: who may publish is decided elsewhere, see `Publication`. */
  decide?: (nodeId: string | null) => Promise<void>;
}

const NOTHING = Buffer.alloc(0);
const STATE_DEADLINE_MS = 3_000;
/** Where all processes start at once on a machine under load. A show is given up as not playable after 20 s. */
const NOBODY_DEADLINE_MS = 12_000;
const RING_BYTES = 16 * 1024 * 1024;
const BEHIND_BYTES = 32 * 1024 * 1024;
/** What followers get to take the last entries. */
const LAST_BYTES_MS = 2_000;
const LAST_BYTES_CHECK_MS = 20;

/**
 * The one order of all that a programme's encoders make, for any number of followers. Keeps a replica of its own to
 * hand out snapshots of it. Writing never waits for anything; what is written before the log has begun is kept.
 */
export class ShowLogWriter<R extends Replica> {
  readonly sink: RunSink;
  readonly #options: ShowLogWriterOptions;
  /** Runs that are open, and whether their map was written. */
  readonly #runs = new Map<string, boolean>();
  readonly #publication: Publication | undefined;
  readonly #published = new OpenRuns();
  #standby: StandbyFeed | undefined;
  #ring: EntryRing;
  #orderedSeq = 0;
  #zeroMs = 0;
  readonly #feeds = new Set<FollowerFeed>();
  readonly #early = new EarlyFollowers();
  readonly #inquiry: Promise<Informed | undefined>;
  #earlyWrites: (() => void)[] = [];
  #replica: R | undefined;
  #position: LogPosition;
  /** Where the log of the writer before ended: who stands there may go on with the first entry. */
  #base: LogPosition | undefined;
  #shift: TimeShift = { seconds: 0, runs: 0 };
  #isClosed = false;

  constructor(options: ShowLogWriterOptions) {
    this.#options = options;
    const { random = systemRandom, clock } = options;
    const { stateDeadlineMs = STATE_DEADLINE_MS, nobodyDeadlineMs = NOBODY_DEADLINE_MS } = options;
    this.#position = { log: Buffer.from(random(9)).toString('base64url'), epoch: 1, seq: 0 };
    this.#ring = new EntryRing(options.ringBytes ?? RING_BYTES);
    const { decide } = options;
    this.#publication =
      decide && new Publication({ publish: (entry) => this.#publish(entry), decide, clock });
    this.#inquiry = options.resumes
      ? this.#early.informed(clock, { deadlineMs: stateDeadlineMs, nobodyMs: nobodyDeadlineMs })
      : Promise.resolve(undefined);
    this.sink = {
      runOpened: (opening) => this.#whenBegun(() => this.#openRun(shifted(this.#shift, opening))),
      bytes: (id, run, piece) => this.#whenBegun(() => this.#writePiece(id, run + this.#shift.runs, piece)),
      runClosed: (id, run) => this.#whenBegun(() => this.#closeRun(id, run + this.#shift.runs)),
    };
  }

  get position(): LogPosition {
    return { ...this.#position };
  }

  /** Nothing until the log has begun. */
  get replica(): R | undefined {
    return this.#replica;
  }

  get followers(): readonly FollowerFeed[] {
    return [...this.#feeds];
  }

  /** Where the programme's timeline begins is known. Resolves once it is known where the show's goes on. */
  async begin(beginning: LogBeginning<R>): Promise<R> {
    const informed = await this.#inquiry;
    const from = informed?.received;
    const { replica, isRestored } = beginning.replica(from?.snapshot);
    if (from) {
      const { anchorWallMs, frameRate } = beginning;
      const seconds = shiftSecondsOf(replica, anchorWallMs, frameRate);
      this.#shift = { seconds, runs: replica.newestRun };
      this.#position = { ...this.#position, epoch: (from.position?.epoch ?? 0) + 1 };
    }
    this.#replica = replica;
    const { clock } = this.#options;
    this.#zeroMs =
      clock.monotonicMs() - (clock.wallMs() - beginning.anchorWallMs) - this.#shift.seconds * 1_000;
    this.#options.log.info('showlog.begin | the log begins', {
      ...this.#position,
      isRestored,
      shiftSeconds: this.#shift.seconds,
    });
    const start = this.position;
    if (isRestored) this.#base = from?.position;
    for (const { channel, have } of this.#early.take())
      this.#feed(channel, isRestored && channel === informed?.channel ? start : have);
    for (const write of this.#earlyWrites.splice(0)) write();
    return replica;
  }

  /** Goes on in the log of a writer that was elsewhere, whose entries are all here. `zeroMs`: its time zero, on our clock. */
  inherit({ replica, position, ring, runs }: Inherited<R>, zeroMs: number): void {
    this.#zeroMs = zeroMs;
    this.#shift = { seconds: 0, runs: replica.newestRun + 1 };
    this.#position = { ...position, epoch: position.epoch + 1 };
    this.#orderedSeq = position.seq;
    this.#ring = ring;
    this.#replica = replica;
    for (const run of runs) this.#published.put(run);
    this.#options.log.info('showlog.inherit | the log goes on here', { ...this.#position });
    for (const { channel, have } of this.#early.take()) this.#feed(channel, have);
    for (const { renditionId, run, isOpen } of runs)
      if (isOpen) this.#write({ kind: 'run-closed', renditionId, run });
    for (const write of this.#earlyWrites.splice(0)) write();
  }

  /** A connection of a programme elsewhere that is to be able to go on here without a cut. One at a time. */
  standBy(channel: FrameChannel, first: unknown): void {
    const message = fromStandbySchema.safeParse(first);
    const [publication, replica] = [this.#publication, this.#replica];
    const nodeId = message.success && message.data.kind === 'stand-by' ? message.data.nodeId : undefined;
    if (nodeId === undefined || !replica || !publication || this.#isClosed) {
      channel.close();
      return;
    }
    const elapsedMs = () => this.#options.clock.monotonicMs() - this.#zeroMs;
    const feed = new StandbyFeed({ channel, nodeId, publication, elapsedMs });
    if (!publication.attach(feed)) {
      channel.close();
      return;
    }
    this.#standby = feed;
    channel.events.on('closed', () => {
      if (this.#standby === feed) this.#standby = undefined;
    });
    feed.start(this.#published.all, replica.snapshot(), this.position, publication.held);
  }

  /** Another server is connected, which decides from now on. */
  repeatStandby(): void {
    this.#publication?.repeat();
  }

  /** The show is the standby's from now on: nothing more is published here. Answers whether there is one. */
  giveAway(): boolean {
    const standby = this.#standby;
    if (standby === undefined || this.#publication?.inStepNodeId === null) return false;
    this.#isClosed = true;
    standby.give();
    return true;
  }

  /** A connection whose first message was `first`. */
  follow(channel: FrameChannel, first: unknown): void {
    const message = fromFollowerSchema.safeParse(first);
    if (this.#isClosed || !message.success || message.data.kind !== 'follow') {
      channel.close();
      return;
    }
    const { have } = message.data;
    if (this.#replica) this.#feed(channel, have);
    else this.#early.add({ channel, have });
  }

  /** The rendition is given up until an encoder for it starts. */
  withdraw(renditionId: string): void {
    this.#whenBegun(() => this.#write({ kind: 'withdrawn', renditionId }));
  }

  /** Something of the programme beside its media. One that followers could not read would cost them the whole log. */
  timed(event: TimedEvent): void {
    const { error } = timedEventSchema.safeParse(event);
    if (error) {
      this.#options.log.warn('showlog.timed | an event that cannot be read is left out', { error });
      return;
    }
    this.#whenBegun(() => this.#write({ kind: 'event', event }));
  }

  /** `ended`: the show is over. Resolves when followers have taken everything, or do not. */
  async close(how: 'ended' | 'suspended'): Promise<void> {
    if (this.#isClosed) {
      this.#publication?.close();
      return;
    }
    this.#isClosed = true;
    if (how === 'ended' && this.#replica) this.#write({ kind: 'ended' });
    const { clock } = this.#options;
    const untilMs = clock.monotonicMs() + LAST_BYTES_MS;
    while (this.#isAnyUnsent() && clock.monotonicMs() < untilMs) await clock.sleep(LAST_BYTES_CHECK_MS);
    this.#publication?.close();
    for (const { channel } of this.#feeds) channel.close();
    for (const { channel } of this.#early.take()) channel.close();
  }

  #isAnyUnsent(): boolean {
    if ((this.#publication?.held.length ?? 0) > 0) return true;
    for (const feed of this.#feeds) feed.catchUp();
    return [...this.#feeds].some((feed) => feed.isBehind || feed.channel.pendingBytes > 0);
  }

  #whenBegun(write: () => void): void {
    if (this.#isClosed) return;
    if (this.#replica) write();
    else this.#earlyWrites.push(write);
  }

  #openRun({ renditionId, run, start, continues = false, boundary }: RunOpening): void {
    this.#runs.set(keyOf(renditionId, run), false);
    const { units, perSecond } = start;
    this.#write({ kind: 'run-opened', renditionId, run, start: { units, perSecond }, continues, boundary });
  }

  /** The first piece of a run is its map. */
  #writePiece(renditionId: string, run: number, piece: Buffer): void {
    const key = keyOf(renditionId, run);
    const hasMap = this.#runs.get(key);
    if (hasMap === undefined) return;
    if (!hasMap) this.#runs.set(key, true);
    this.#write({ kind: hasMap ? 'fragment' : 'init', renditionId, run }, piece);
  }

  #closeRun(renditionId: string, run: number): void {
    if (this.#runs.delete(keyOf(renditionId, run))) this.#write({ kind: 'run-closed', renditionId, run });
  }

  #write(entry: ShowLogEntry, bytes: Buffer = NOTHING): void {
    this.#orderedSeq += 1;
    const ordered = { seq: this.#orderedSeq, entry, bytes };
    if (this.#publication === undefined) this.#publish(ordered);
    else this.#publication.write(ordered);
  }

  #publish(written: RingEntry): void {
    const { seq, entry, bytes } = written;
    const replica = this.#replica;
    if (!replica) return;
    this.#position = { ...this.#position, seq };
    if (this.#publication) this.#published.apply(entry, bytes);
    // Followers first: a viewer's part does not wait for the replica that only makes snapshots.
    const behind = [...this.#feeds].filter((feed) => feed.isBehind);
    const chunks = encodeFrame({ kind: 'entry', seq, entry }, bytes);
    for (const feed of this.#feeds) if (feed.takesNext()) feed.channel.sendEncoded(chunks);
    if (isPiece(entry)) replica.bytes(entry.renditionId, entry.run, bytes);
    else applyEvent(replica, entry);
    this.#ring.push(written);
    for (const feed of behind) feed.catchUp();
  }

  #feed(channel: FrameChannel, have: LogPosition | undefined): void {
    if (!this.#replica || channel.isClosed) return;
    const replica = this.#replica;
    const source = { snapshot: () => replica.snapshot(), writerPosition: () => this.position };
    const feed = new FollowerFeed(channel, source, this.#options.behindBytes ?? BEHIND_BYTES);
    this.#feeds.add(feed);
    channel.events.on('closed', () => this.#feeds.delete(feed));
    const from = this.#seqOf(have);
    feed.start({ ...this.position, seq: from ?? 0 }, from === undefined ? undefined : this.#ring.after(from));
  }

  /** Up to which entry of this log a follower has everything. */
  #seqOf(have: LogPosition | undefined): number | undefined {
    if (!have) return undefined;
    const { log, seq } = this.#position;
    if (have.log === log) return have.seq <= seq ? have.seq : undefined;
    return have.log === this.#base?.log && have.seq === this.#base.seq ? 0 : undefined;
  }
}

const keyOf = (renditionId: string, run: number): string => `${run} ${renditionId}`;
