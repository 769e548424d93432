import type { Socket } from 'node:net';
import type { Clock } from '../clock.js';
import { TypedEvents } from '../typed-events.js';
import { encodeFrame, type Frame, FrameReader, HEARTBEAT } from './frame.js';

export interface HeartbeatOptions {
  /** How often each side says that it is alive. Both sides of a channel must be told to. */
  everyMs: number;
  /** A peer that said nothing for so long is taken for dead. */
  silentMs: number;
}

export interface ChannelOptions {
  clock: Clock;
  heartbeat?: HeartbeatOptions;
  /** More unsent bytes than this close the channel: a peer that does not read cannot eat the memory. */
  pendingLimitBytes?: number;
}

/**
 * `closed`: by this side. `ended`: by the peer, between two frames. `torn`: by the peer, within a frame.
 * `malformed`: what came is no frame, or is too large. `silent`: no heartbeat. `slow`: too much is unsent.
 * `failed`: the socket gave an error.
 */
export type ChannelEnd = 'closed' | 'ended' | 'torn' | 'malformed' | 'silent' | 'slow' | 'failed';

export interface FrameChannelEvents {
  frame: Frame;
  /** Once, by either side. */
  closed: { reason: ChannelEnd };
}

const PENDING_LIMIT_BYTES = 64 * 1024 * 1024;
/** A peer that does not read gets so long to take what was sent before this side closed. */
const LAST_BYTES_MS = 1_000;

/**
 * Frames over a Unix socket, in order, both ways. Sending never waits: `pendingBytes` says how much the peer has
 * not taken, and the sender decides what to leave out. Listeners are added as soon as the channel is had.
 */
export class FrameChannel {
  readonly events = new TypedEvents<FrameChannelEvents>();
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #reader = new FrameReader();
  readonly #pendingLimitBytes: number;
  readonly #timers: (() => void)[] = [];
  #heardMs: number;
  #isClosed = false;

  constructor(socket: Socket, { clock, heartbeat, pendingLimitBytes = PENDING_LIMIT_BYTES }: ChannelOptions) {
    this.#socket = socket;
    this.#clock = clock;
    this.#pendingLimitBytes = pendingLimitBytes;
    this.#heardMs = clock.monotonicMs();
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.#end(this.#reader.isInsideFrame ? 'torn' : 'ended'));
    socket.on('error', () => this.#end('failed'));
    socket.on('close', () => this.#end(this.#reader.isInsideFrame ? 'torn' : 'ended'));
    if (heartbeat) this.#keepAlive(heartbeat);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Sent and not yet taken by the system. */
  get pendingBytes(): number {
    return this.#socket.writableLength;
  }

  /** Whether the channel was open. Throws a RangeError at what is too large, as `encodeFrame` does. */
  send(message: unknown, bytes?: Uint8Array): boolean {
    return this.sendEncoded(encodeFrame(message, bytes));
  }

  /** What `encodeFrame` made: of use where many channels are sent the same. */
  sendEncoded(chunks: readonly Buffer[]): boolean {
    if (this.#isClosed) return false;
    this.#socket.cork();
    for (const chunk of chunks) this.#socket.write(chunk);
    this.#socket.uncork();
    if (this.pendingBytes > this.#pendingLimitBytes) this.#end('slow');
    return !this.#isClosed;
  }

  /** What was sent before still goes out. */
  close(): void {
    this.#end('closed');
  }

  #take(chunk: Buffer): void {
    this.#heardMs = this.#clock.monotonicMs();
    const frames: Frame[] = [];
    let isMalformed = false;
    try {
      for (const frame of this.#reader.push(chunk)) frames.push(frame);
    } catch {
      isMalformed = true;
    }
    for (const frame of frames) {
      if (this.#isClosed) return;
      this.events.emit('frame', frame);
    }
    if (isMalformed) this.#end('malformed');
  }

  #keepAlive({ everyMs, silentMs }: HeartbeatOptions): void {
    let beatMs = this.#clock.monotonicMs();
    this.#timers.push(
      this.#clock.every(everyMs, () => {
        const nowMs = this.#clock.monotonicMs();
        // A process that was stopped itself has not read what may be waiting: it looks again at the next beat.
        const wasStopped = nowMs - beatMs > silentMs / 2 + everyMs;
        beatMs = nowMs;
        if (!wasStopped && nowMs - this.#heardMs > silentMs) this.#end('silent');
        else if (this.pendingBytes === 0) this.#socket.write(HEARTBEAT);
      }),
    );
  }

  #end(reason: ChannelEnd): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const cancel of this.#timers) cancel();
    if (reason === 'closed' || reason === 'ended') {
      this.#socket.destroySoon();
      const cancel = this.#clock.after(LAST_BYTES_MS, () => this.#socket.destroy());
      this.#socket.once('close', cancel);
    } else this.#socket.destroy();
    this.events.emit('closed', { reason });
    this.events.clear();
  }
}
