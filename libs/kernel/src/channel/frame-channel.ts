import type { Socket } from 'node:net';
import type { Clock } from '../clock.js';
import { LivenessWatch, type ReadState, readProcessState } from '../liveness/index.js';
import { TypedEvents } from '../typed-events.js';

export interface HeartbeatOptions {
  /** How often each side says that it is alive. Both sides of a channel must be told to. */
  everyMs: number;
  /** A peer that said nothing for so long is taken for dead; what it waited for a processor is left out. */
  silentMs: number;
}

export interface ChannelOptions {
  clock: Clock;
  heartbeat?: HeartbeatOptions;
  /** The peer is a process of this machine: with a heartbeat, each side says which, for the other to see how it fares. */
  isLocal?: boolean;
  /** How a process of this machine fares. */
  readState?: (pid: number) => ReturnType<ReadState>;
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
  #watch: LivenessWatch | undefined;
  #peerPid: number | undefined;
  #isClosed = false;

  constructor(socket: Socket, options: ChannelOptions) {
    const { clock, heartbeat, pendingLimitBytes = PENDING_LIMIT_BYTES } = options;
    this.#socket = socket;
    this.#clock = clock;
    this.#pendingLimitBytes = pendingLimitBytes;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.#end(this.#reader.isInsideFrame ? 'torn' : 'ended'));
    socket.on('error', () => this.#end('failed'));
    socket.on('close', () => this.#end(this.#reader.isInsideFrame ? 'torn' : 'ended'));
    if (heartbeat) this.#keepAlive(heartbeat, options);
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
    this.#watch?.heard();
    const frames: Frame[] = [];
    let isMalformed = false;
    try {
      for (const frame of this.#reader.push(chunk)) frames.push(frame);
    } catch {
      isMalformed = true;
    }
    for (const frame of frames) {
      if (this.#isClosed) return;
      if (isProcess(frame.message)) this.#peerPid = frame.message.pid;
      else this.events.emit('frame', frame);
    }
    if (isMalformed) this.#end('malformed');
  }

  #keepAlive(
    { everyMs, silentMs }: HeartbeatOptions,
    { isLocal = false, readState = readProcessState }: ChannelOptions,
  ): void {
    const watch = new LivenessWatch({
      everyMs,
      startingMs: 0,
      // Its last word may have come just before a tick, which counts as a whole period.
      silentMs: silentMs + everyMs,
      clock: this.#clock,
      readState: () => (isLocal && this.#peerPid !== undefined ? readState(this.#peerPid) : undefined),
      onSilent: () => this.#end('silent'),
    });
    watch.opened();
    this.#watch = watch;
    const beat = () => {
      if (this.pendingBytes === 0) this.#socket.write(HEARTBEAT);
    };
    this.#timers.push(this.#clock.every(everyMs, beat), () => watch.close());
    if (isLocal) this.send({ kind: PROCESS, pid: process.pid });
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

/** One frame of a channel: a message as JSON, and bytes beside it that are never copied into text. */
export interface Frame {
  message: unknown;
  bytes: Buffer;
}

/** Of what stands behind one length on the wire: neither side holds more than this for it. */
export const LARGEST_FRAME_BYTES = 8 * 1024 * 1024;
/** Bytes beyond this go ahead in frames of their own: the message beside the last ones has room. */
const PIECE_BYTES = 4 * 1024 * 1024;
/** More than the largest fragment that is taken from an encoder. */
const LARGEST_BYTES = 80 * 1024 * 1024;
const MORE = { kind: 'more' };
/** Says which process of this machine the sender is. */
const PROCESS = 'process-of-peer';

/** Two lengths, 32 bits each: of all that follows the first four bytes, and of the JSON in it. */
const HEAD_BYTES = 8;
const EMPTY = Buffer.alloc(0);

/** A frame without content only says that the sender is alive. */
export const HEARTBEAT: Buffer = Buffer.alloc(4);

/** What is written to the socket, in order; the bytes are not copied. Throws a RangeError at what is too large. */
export function encodeFrame(message: unknown, bytes: Uint8Array = EMPTY): Buffer[] {
  if (bytes.length > LARGEST_BYTES)
    throw new RangeError(`${bytes.length} bytes beside a message are over the limit of ${LARGEST_BYTES}`);
  const chunks: Buffer[] = [];
  let at = 0;
  for (; bytes.length - at > PIECE_BYTES; at += PIECE_BYTES)
    chunks.push(...encodeOne(MORE, bytes.subarray(at, at + PIECE_BYTES)));
  chunks.push(...encodeOne(message, bytes.subarray(at)));
  return chunks;
}

function encodeOne(message: unknown, bytes: Uint8Array): Buffer[] {
  const json = Buffer.from(JSON.stringify(message));
  const total = 4 + json.length + bytes.length;
  if (total > LARGEST_FRAME_BYTES)
    throw new RangeError(`a frame of ${total} bytes is over the limit of ${LARGEST_FRAME_BYTES}`);
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32BE(total, 0);
  head.writeUInt32BE(json.length, 4);
  const start = Buffer.concat([head, json]);
  return bytes.length === 0
    ? [start]
    : [start, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
}

/** Puts frames together from the slices in which a socket delivers them. Each byte is copied once. */
export class FrameReader {
  readonly #head = Buffer.alloc(4);
  #headBytes = 0;
  #content: Buffer | undefined;
  #filled = 0;
  /** Bytes that came ahead of their message. */
  #ahead: Buffer[] = [];
  #aheadBytes = 0;

  /** Bytes of a frame that is not whole have arrived. */
  get isInsideFrame(): boolean {
    return this.#headBytes > 0 || this.#content !== undefined || this.#aheadBytes > 0;
  }

  /** The frames that `chunk` completes; heartbeats are left out. Throws where it is no frame, or too large. */
  *push(chunk: Buffer): Generator<Frame> {
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#content === undefined) offset = this.#readHead(chunk, offset);
      const content = this.#content;
      if (content === undefined) continue;
      const copied = chunk.copy(content, this.#filled, offset);
      offset += copied;
      this.#filled += copied;
      if (this.#filled < content.length) continue;
      this.#content = undefined;
      const frame = content.length === 0 ? undefined : this.#join(decode(content));
      if (frame) yield frame;
    }
  }

  #readHead(chunk: Buffer, offset: number): number {
    const copied = chunk.copy(this.#head, this.#headBytes, offset);
    this.#headBytes += copied;
    if (this.#headBytes < this.#head.length) return offset + copied;
    const length = this.#head.readUInt32BE(0);
    if (length > LARGEST_FRAME_BYTES)
      throw new RangeError(`a frame of ${length} bytes is over the limit of ${LARGEST_FRAME_BYTES}`);
    this.#headBytes = 0;
    this.#filled = 0;
    this.#content = Buffer.allocUnsafe(length);
    return offset + copied;
  }

  #join({ message, bytes }: Frame): Frame | undefined {
    if (isMore(message)) {
      this.#aheadBytes += bytes.length;
      if (this.#aheadBytes > LARGEST_BYTES)
        throw new RangeError(`more than ${LARGEST_BYTES} bytes beside a message`);
      this.#ahead.push(bytes);
      return undefined;
    }
    if (this.#aheadBytes === 0) return { message, bytes };
    const whole = Buffer.concat([...this.#ahead, bytes]);
    this.#ahead = [];
    this.#aheadBytes = 0;
    return { message, bytes: whole };
  }
}

const isMore = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === MORE.kind;

function isProcess(message: unknown): message is { pid: number } {
  if (typeof message !== 'object' || message === null || !('kind' in message) || message.kind !== PROCESS)
    return false;
  return 'pid' in message && Number.isSafeInteger(message.pid);
}

/** The content of a frame, without the length before it. Throws where it is no frame. */
function decode(content: Buffer): Frame {
  const jsonBytes = content.length < 4 ? Number.POSITIVE_INFINITY : content.readUInt32BE(0);
  if (jsonBytes > content.length - 4) throw new RangeError('a frame is shorter than the JSON in it');
  return {
    message: JSON.parse(content.toString('utf8', 4, 4 + jsonBytes)) as unknown,
    bytes: content.subarray(4 + jsonBytes),
  };
}
