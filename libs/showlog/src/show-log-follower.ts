import {
  type ChannelOptions,
  type Clock,
  type ConnectOptions,
  type Frame,
  type FrameChannel,
  type Log,
  TypedEvents,
} from '#kernel';
import { applyEvent, isPiece } from './entry.js';
import { type FromWriter, fromWriterSchema } from './messages.js';
import { LOG_PENDING_LIMIT_BYTES } from './pending-limit.js';
import type { Replica, ReplicaSnapshot } from './ports.js';
import type { LogPosition } from './position.js';
import { SnapshotReceiver, sendSnapshot } from './snapshot-transfer.js';

export interface ShowLogFollowerOptions<R extends Replica> {
  /** The writer's socket, here or behind another node's gate. Rejects at once where nobody listens. */
  connect(options: ConnectOptions): Promise<FrameChannel>;
  /** What is known already, such as out of a journal: a writer that resumes gets it. */
  replica?: R | undefined;
  /** Up to where `replica` has the log, when another follower brought it there. */
  position?: LogPosition | undefined;
  /** Throws where the snapshot cannot be used. */
  restore(snapshot: ReplicaSnapshot): R;
  clock: Clock;
  log: Log;
  heartbeat?: ChannelOptions['heartbeat'];
}

export interface ShowLogFollowerEvents<R> {
  /** Another replica counts from now on: of another writer, or of one that was too far ahead. */
  replica: R;
  /** Following, as of now. */
  connected: LogPosition;
  disconnected: { reason: string };
  /** The show is over: nothing more is followed. */
  ended: undefined;
}

/** A writer that dies is started again within moments; one that is not there for longer is looked for less often. */
const QUICK_RETRY_MS = 50;
const SLOW_RETRY_MS = 250;
const QUICK_FOR_MS = 10_000;

/**
 * Keeps a replica of one show's log across its writers. A writer that dies leaves the replica as it is; the next one
 * goes on with it, or gives a snapshot to replace it.
 */
export class ShowLogFollower<R extends Replica> {
  readonly events = new TypedEvents<ShowLogFollowerEvents<R>>();
  readonly #options: ShowLogFollowerOptions<R>;
  readonly #abort = new AbortController();
  #replica: R | undefined;
  #position: LogPosition | undefined;
  #channel: FrameChannel | undefined;
  #isEnded = false;

  constructor(options: ShowLogFollowerOptions<R>) {
    this.#options = options;
    this.#replica = options.replica;
    this.#position = options.position;
  }

  get replica(): R | undefined {
    return this.#replica;
  }

  get position(): LogPosition | undefined {
    return this.#position;
  }

  get isConnected(): boolean {
    return this.#channel !== undefined;
  }

  /** Follows until it is closed or the show has ended. */
  async run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#abort;
    let sinceMs = clock.monotonicMs();
    while (!signal.aborted && !this.#isEnded) {
      const hadWriter = await this.#connectOnce(signal);
      if (hadWriter) sinceMs = clock.monotonicMs();
      if (signal.aborted || this.#isEnded) return;
      const retryMs = clock.monotonicMs() - sinceMs < QUICK_FOR_MS ? QUICK_RETRY_MS : SLOW_RETRY_MS;
      await clock.sleep(retryMs, signal).catch(() => undefined);
    }
  }

  close(): void {
    this.#abort.abort(new Error('closed'));
    this.#channel?.close();
    this.events.clear();
  }

  /** Whether there was a writer. Returns when the connection is over. */
  async #connectOnce(signal: AbortSignal): Promise<boolean> {
    const { connect, clock, heartbeat } = this.#options;
    const options = { clock, signal, pendingLimitBytes: LOG_PENDING_LIMIT_BYTES };
    let channel: FrameChannel;
    try {
      channel = await connect(heartbeat === undefined ? options : { ...options, heartbeat });
    } catch {
      return false;
    }
    await new Promise<void>((resolve) => {
      this.#channel = channel;
      const receiver = new SnapshotReceiver();
      channel.events.on('frame', (frame) => this.#takeSafely(channel, frame, receiver));
      channel.events.on('closed', ({ reason }) => {
        this.#channel = undefined;
        this.events.emit('disconnected', { reason });
        resolve();
      });
      channel.send({ kind: 'follow', have: this.#position });
    });
    return true;
  }

  #takeSafely(channel: FrameChannel, { message, bytes }: Frame, receiver: SnapshotReceiver): void {
    try {
      this.#take(channel, fromWriterSchema.parse(message), bytes, receiver);
    } catch (error) {
      this.#options.log.error('showlog.follow | what the writer says cannot be used', { error });
      // Only a snapshot makes this replica right again.
      this.#position = undefined;
      channel.close();
    }
  }

  #take(channel: FrameChannel, message: FromWriter, bytes: Buffer, receiver: SnapshotReceiver): void {
    switch (message.kind) {
      case 'tell-state':
        if (this.#replica) sendSnapshot(channel, this.#replica.snapshot(), this.#position);
        else channel.send({ kind: 'no-state' });
        return;
      case 'resumed':
        this.#position = message.position;
        this.events.emit('connected', message.position);
        return;
      case 'entry':
        this.#apply(message, bytes);
        return;
      default: {
        const received = receiver.take(message, bytes);
        if (!received) return;
        if (!received.position) throw new Error('a snapshot without a position');
        this.#replica = this.#options.restore(received.snapshot);
        this.#position = received.position;
        this.events.emit('replica', this.#replica);
        this.events.emit('connected', received.position);
      }
    }
  }

  #apply({ seq, entry }: Extract<FromWriter, { kind: 'entry' }>, bytes: Buffer): void {
    const replica = this.#replica;
    const position = this.#position;
    if (!replica || !position || seq !== position.seq + 1)
      throw new Error(`entry ${seq} after ${position?.seq ?? 'nothing'}`);
    this.#position = { ...position, seq };
    if (isPiece(entry)) replica.bytes(entry.renditionId, entry.run, bytes);
    else applyEvent(replica, entry);
    if (entry.kind !== 'ended') return;
    this.#isEnded = true;
    this.events.emit('ended', undefined);
    this.#channel?.close();
  }
}
