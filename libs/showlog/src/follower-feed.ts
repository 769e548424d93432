import type { FrameChannel } from '#kernel';
import type { RingEntry } from './entry-ring.js';
import type { ReplicaSnapshot } from './ports.js';
import type { LogPosition } from './position.js';
import { sendSnapshot } from './snapshot-transfer.js';

export interface FeedSource {
  /** Of the newest entry in the snapshot. */
  writerPosition(): LogPosition;
  snapshot(): ReplicaSnapshot;
}

/** One follower as its writer sees it. Sending never waits: too far behind, entries are left out for a new snapshot. */
export class FollowerFeed {
  readonly channel: FrameChannel;
  readonly #source: FeedSource;
  readonly #behindBytes: number;
  /** Unsent bytes that a snapshot alone explains are not being behind. */
  #allowanceBytes = 0;
  #isBehind = false;
  #snapshots = 0;

  constructor(channel: FrameChannel, source: FeedSource, behindBytes: number) {
    this.channel = channel;
    this.#source = source;
    this.#behindBytes = behindBytes;
  }

  get isBehind(): boolean {
    return this.#isBehind;
  }

  get snapshots(): number {
    return this.#snapshots;
  }

  /** With entries where they can be had, else with a snapshot. */
  start(position: LogPosition, entries: readonly RingEntry[] | undefined): void {
    if (!entries) {
      this.#sendSnapshot();
      return;
    }
    this.channel.send({ kind: 'resumed', position });
    for (const { seq, entry, bytes } of entries) this.channel.send({ kind: 'entry', seq, entry }, bytes);
  }

  /** Whether it takes the next entry. If it does not, it gets none before the next snapshot. */
  takesNext(): boolean {
    if (this.#isBehind) return false;
    const { pendingBytes } = this.channel;
    if (pendingBytes === 0) this.#allowanceBytes = 0;
    this.#isBehind = pendingBytes > this.#behindBytes + this.#allowanceBytes;
    return !this.#isBehind;
  }

  /** When it has taken all that was sent. A snapshot holds the newest entry already. */
  catchUp(): void {
    if (this.#isBehind && this.channel.pendingBytes === 0) this.#sendSnapshot();
  }

  #sendSnapshot(): void {
    this.#isBehind = false;
    this.#snapshots += 1;
    sendSnapshot(this.channel, this.#source.snapshot(), this.#source.writerPosition());
    this.#allowanceBytes = this.channel.pendingBytes;
  }
}
