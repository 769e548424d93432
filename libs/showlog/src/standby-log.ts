import {
  type Clock,
  type ConnectOptions,
  type Frame,
  type FrameChannel,
  type Log,
  TypedEvents,
} from '#kernel';
import { applyEvent, isPiece } from './entry.js';
import { EntryRing } from './entry-ring.js';
import { type OpenRun, OpenRuns } from './open-runs.js';
import { LOG_PENDING_LIMIT_BYTES } from './pending-limit.js';
import type { Replica, ReplicaSnapshot } from './ports.js';
import type { LogPosition } from './position.js';
import { SnapshotReceiver } from './snapshot-transfer.js';
import { type ToStandby, toStandbySchema } from './standby-messages.js';
import { watchAnswers } from './watch-answers.js';

export interface StandbyLogOptions<R extends Replica> {
  nodeId: string;
  /** To the active programme. Rejects where it does not answer. */
  connect(options: ConnectOptions): Promise<FrameChannel>;
  restore(snapshot: ReplicaSnapshot): R;
  clock: Clock;
  log: Log;
  heartbeat?: ConnectOptions['heartbeat'];
}

/** Everything that was published, for a writer that goes on in the same log. */
export interface Inherited<R extends Replica> {
  replica: R;
  position: LogPosition;
  ring: EntryRing;
  runs: OpenRun[];
}

export interface StandbyLogEvents {
  /** Our monotonic clock at the show's time zero is known. Once. */
  timed: { zeroMs: number };
  /** The log is here, as of now. */
  following: undefined;
  /** Nothing is missing between the end of the log and our first frame. */
  'in-step': undefined;
  /** It is not any more: what is published meanwhile is unknown here. */
  lost: { reason: string };
  /** In step, and the active programme has said nothing for 0.3 s: it does not run, or nothing comes through. */
  silent: undefined;
  /** It says something again. */
  heard: undefined;
  /** The active programme gives the show away. */
  given: undefined;
  /** The clock of the active programme has gone another way than ours, by so much. */
  drifted: { byMs: number };
}

const RETRY_MS = 250;
const RING_BYTES = 16 * 1024 * 1024;
const LOOKS = 8;
const LOOK_EVERY_MS = 20;
const LOOK_AGAIN_MS = 10_000;
const NOT_AWAITED = 0;
/** Less is unseen: a frame of the standby shows a moment that is as much older or newer. */
const MOST_DRIFT_MS = 100;

/** Has all that an active programme publishes before it is published, and knows its clock. */
export class StandbyLog<R extends Replica> {
  readonly events = new TypedEvents<StandbyLogEvents>();
  readonly #options: StandbyLogOptions<R>;
  readonly #closing = new AbortController();
  #channel: FrameChannel | undefined;
  #runs = new OpenRuns();
  #comingRuns = new OpenRuns();
  #replica: R | undefined;
  #position: LogPosition | undefined;
  #ring = new EntryRing(RING_BYTES);
  /** From here on there are frames of ours, in seconds of the show. */
  #composedFromSeconds: number | undefined;
  /** The connection over which we have said that we are in step. */
  #saidTo: FrameChannel | undefined;
  /** Our monotonic clock at the show's time zero; the answer that came fastest tells it best. */
  #zeroMs: number | undefined;
  #asked = new Map<number, number>();
  #answers: { zeroMs: number; roundMs: number }[] = [];
  #nextId = 1;

  constructor(options: StandbyLogOptions<R>) {
    this.#options = options;
  }

  /** On this machine's monotonic clock. Nothing before the active programme has told its time. */
  get zeroMs(): number | undefined {
    return this.#zeroMs;
  }

  get isFollowing(): boolean {
    return this.#replica !== undefined && this.#position !== undefined && this.#channel !== undefined;
  }

  /** Until it is closed or inherits. */
  async run(): Promise<void> {
    const { signal } = this.#closing;
    const { clock } = this.#options;
    while (!signal.aborted) {
      await this.#follow(signal);
      if (!signal.aborted) await clock.sleep(RETRY_MS, signal).catch(() => undefined);
    }
  }

  get isInStep(): boolean {
    return this.isFollowing && this.#saidTo === this.#channel;
  }

  /**
   * The programme composes. We are in step as soon as nothing is missing between the end of the log and our first frame;
   * from then on the active programme waits for our word.
   */
  composeFrom(seconds: number): void {
    this.#composedFromSeconds = seconds;
    this.#beInStep();
  }

  /** What a writer of ours goes on from; nothing where the log is not here. Nothing is followed any more. */
  inherit(): Inherited<R> | undefined {
    const [replica, position, ring] = [this.#replica, this.#position, this.#ring];
    this.close();
    if (replica === undefined || position === undefined) return undefined;
    return { replica, position, ring, runs: this.#runs.all };
  }

  close(): void {
    this.#closing.abort(new Error('closed'));
    this.#channel?.close();
    this.events.clear();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { connect, clock, heartbeat, nodeId } = this.#options;
    let channel: FrameChannel;
    try {
      channel = await connect({
        ...{ clock, signal, pendingLimitBytes: LOG_PENDING_LIMIT_BYTES },
        ...(heartbeat === undefined ? {} : { heartbeat }),
      });
    } catch {
      return;
    }
    const receiver = new SnapshotReceiver();
    // What is here stays until the next snapshot is: as long as the owner has not noted the loss, it is all there is.
    this.#comingRuns = new OpenRuns();
    const cancelClock = this.#askTimes(channel);
    const cancelAnswers = watchAnswers({
      ...{ channel, clock },
      // An answer that nobody awaits: only that it comes counts.
      ask: () => channel.send({ kind: 'ask-time', id: NOT_AWAITED }),
      tell: (what) => this.isInStep && this.events.emit(what, undefined),
    });
    await new Promise<void>((resolve) => {
      this.#channel = channel;
      channel.events.on('frame', (frame) => this.#takeSafely(channel, frame, receiver));
      channel.events.on('closed', ({ reason }) => {
        this.#channel = undefined;
        // What is here may be all there ever was: the owner's store knows.
        this.events.emit('lost', { reason });
        resolve();
      });
      channel.send({ kind: 'stand-by', nodeId });
    });
    cancelClock();
    cancelAnswers();
  }

  #takeSafely(channel: FrameChannel, { message, bytes }: Frame, receiver: SnapshotReceiver): void {
    try {
      this.#take(channel, toStandbySchema.parse(message), bytes, receiver);
    } catch (error) {
      this.#options.log.error('showlog.stand-by | what the writer says cannot be used', { error });
      this.#replica = undefined;
      this.#position = undefined;
      channel.close();
    }
  }

  #take(channel: FrameChannel, message: ToStandby, bytes: Buffer, receiver: SnapshotReceiver): void {
    switch (message.kind) {
      case 'open-run':
        this.#comingRuns.put({
          ...message.openRun,
          map: bytes.length === 0 ? undefined : Buffer.from(bytes),
        });
        return;
      case 'time':
        this.#noteTime(message);
        return;
      case 'yours':
        this.events.emit('given', undefined);
        return;
      case 'entry':
        this.#apply(channel, message, bytes);
        return;
      case 'snapshot':
      case 'bytes':
      case 'snapshot-end': {
        const received = receiver.take(message, bytes);
        if (!received) return;
        if (!received.position) throw new Error('a snapshot without a position');
        this.#replica = this.#options.restore(received.snapshot);
        this.#runs = this.#comingRuns;
        this.#position = received.position;
        this.#ring = new EntryRing(RING_BYTES, received.position.seq);
        this.events.emit('following', undefined);
        this.#beInStep();
        return;
      }
    }
  }

  #beInStep(): void {
    if (!this.isFollowing || this.isInStep || this.#composedFromSeconds === undefined) return;
    const { endSeconds } = this.#runs;
    if (endSeconds === undefined || endSeconds < this.#composedFromSeconds) return;
    this.#saidTo = this.#channel;
    this.#channel?.send({ kind: 'in-step' });
    this.#channel?.send({ kind: 'acknowledged', seq: this.#position?.seq ?? 0 });
    this.events.emit('in-step', undefined);
  }

  #apply(channel: FrameChannel, { seq, entry }: Extract<ToStandby, { kind: 'entry' }>, bytes: Buffer): void {
    const [replica, position] = [this.#replica, this.#position];
    if (!replica || !position || seq !== position.seq + 1)
      throw new Error(`entry ${seq} after ${position?.seq ?? 'nothing'}`);
    const kept = Buffer.from(bytes);
    if (isPiece(entry)) replica.bytes(entry.renditionId, entry.run, kept);
    else applyEvent(replica, entry);
    this.#runs.apply(entry, kept);
    this.#ring.push({ seq, entry, bytes: kept });
    this.#position = { ...position, seq };
    channel.send({ kind: 'acknowledged', seq });
    this.#beInStep();
  }

  #askTimes(channel: FrameChannel): () => void {
    const { clock } = this.#options;
    const ask = () => {
      this.#asked.set(this.#nextId, clock.monotonicMs());
      channel.send({ kind: 'ask-time', id: this.#nextId });
      this.#nextId += 1;
    };
    const askSome = () => {
      this.#asked.clear();
      this.#answers = [];
      for (let look = 0; look < LOOKS; look += 1) cancels.push(clock.after(look * LOOK_EVERY_MS, ask));
    };
    const cancels: (() => void)[] = [clock.every(LOOK_AGAIN_MS, askSome)];
    askSome();
    return () => {
      for (const cancel of cancels) cancel();
    };
  }

  #noteTime({ id, elapsedMs }: Extract<ToStandby, { kind: 'time' }>): void {
    const nowMs = this.#options.clock.monotonicMs();
    const askedMs = this.#asked.get(id);
    if (askedMs === undefined) return;
    this.#asked.delete(id);
    const roundMs = nowMs - askedMs;
    this.#answers.push({ zeroMs: nowMs - roundMs / 2 - elapsedMs, roundMs });
    if (this.#answers.length < LOOKS) return;
    const best = this.#answers.reduce((one, other) => (other.roundMs < one.roundMs ? other : one));
    const before = this.#zeroMs;
    this.#zeroMs ??= best.zeroMs;
    if (before === undefined) {
      this.events.emit('timed', { zeroMs: best.zeroMs });
      return;
    }
    const byMs = Math.abs(best.zeroMs - before) - best.roundMs / 2;
    if (byMs > MOST_DRIFT_MS) this.events.emit('drifted', { byMs });
  }
}
