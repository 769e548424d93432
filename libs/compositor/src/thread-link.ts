import type { Worker } from 'node:worker_threads';
import type { Clock } from '#kernel';
import { PacketBudget } from './packet-budget.js';
import type { ProgrammeSink, TrackSink } from './ports.js';
import type { FromThread, ToThread } from './thread-messages.js';

/** What the thread says beside what its encoders write. */
export type ThreadSaying = Exclude<FromThread, { kind: 'run-opened' | 'bytes' | 'run-closed' }>;

export interface ThreadLinkOptions {
  worker: Pick<Worker, 'postMessage' | 'on'>;
  sink: ProgrammeSink;
  clock: Clock;
  hear(message: ThreadSaying): void;
}

/** Packets wait this long for company on their way to the thread: waking it costs more than its work with them. */
const GATHER_MS = 8;
/** Bytes before each packet: track index, length and arrival. */
const HEADER_BYTES = 16;
const SLAB_BYTES = 65_536;

/**
 * The way to the programme's thread and back. Packets are packed into one piece of memory that changes hands: a message
 * for each would cost more than the packet, and cloning a view clones the whole memory behind it. What the encoders
 * write arrives as whole pieces and goes straight to the sink.
 */
export class ThreadLink {
  readonly #options: ThreadLinkOptions;
  #slab = new ArrayBuffer(SLAB_BYTES);
  #view = new DataView(this.#slab);
  #usedBytes = 0;
  #cancelFlush: (() => void) | undefined;
  #isReady = false;

  constructor(options: ThreadLinkOptions) {
    this.#options = options;
    options.worker.on('message', (message: FromThread) => this.#hear(message));
  }

  say(message: ToThread, transfer: ArrayBuffer[] = []): void {
    this.#options.worker.postMessage(message, transfer);
  }

  /** Where the packets of a track go. Before the first tick they are for nobody. */
  packetsOf(index: number, kind: 'video' | 'audio'): TrackSink['packet'] {
    const budget = new PacketBudget(kind);
    return (packet, arrivedMs) => {
      if (this.#isReady && budget.take(arrivedMs)) this.#post(index, packet, arrivedMs);
    };
  }

  /** Sends the packets that wait, so that what is said next comes after them. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const usedBytes = this.#usedBytes;
    if (usedBytes === 0) return;
    this.#usedBytes = 0;
    // A few packets travel in a slab of their size; a full one goes as it is.
    const slab = usedBytes > SLAB_BYTES / 2 ? this.#slab : this.#slab.slice(0, usedBytes);
    if (slab === this.#slab) {
      this.#slab = new ArrayBuffer(SLAB_BYTES);
      this.#view = new DataView(this.#slab);
    }
    this.say({ kind: 'packets', slab, usedBytes, sentMs: this.#options.clock.monotonicMs() }, [slab]);
  }

  #post(index: number, packet: Uint8Array, arrivedMs: number): void {
    const neededBytes = HEADER_BYTES + packet.length;
    if (this.#usedBytes + neededBytes > SLAB_BYTES) this.flush();
    // What does not fit into an empty slab is no packet that a network carried.
    if (neededBytes > SLAB_BYTES) return;
    this.#view.setUint32(this.#usedBytes, index);
    this.#view.setUint32(this.#usedBytes + 4, packet.length);
    this.#view.setFloat64(this.#usedBytes + 8, arrivedMs);
    new Uint8Array(this.#slab, this.#usedBytes + HEADER_BYTES, packet.length).set(packet);
    this.#usedBytes += neededBytes;
    this.#cancelFlush ??= this.#options.clock.after(GATHER_MS, () => this.flush());
  }

  #hear(message: FromThread): void {
    const { sink, hear } = this.#options;
    if (message.kind === 'bytes') {
      const { renditionId, run, piece } = message;
      sink.bytes(renditionId, run, Buffer.from(piece.buffer, piece.byteOffset, piece.length));
    } else if (message.kind === 'run-opened') sink.runOpened(message.opening);
    else if (message.kind === 'run-closed') sink.runClosed(message.renditionId, message.run);
    else {
      if (message.kind === 'ready') this.#isReady = true;
      hear(message);
    }
  }
}

/** The thread's side: the packets of one slab, as views into it. */
export function readPackets(
  slab: ArrayBuffer,
  usedBytes: number,
  each: (index: number, packet: Uint8Array, arrivedMs: number) => void,
): void {
  const view = new DataView(slab);
  let at = 0;
  while (at + HEADER_BYTES <= usedBytes) {
    const length = view.getUint32(at + 4);
    each(view.getUint32(at), new Uint8Array(slab, at + HEADER_BYTES, length), view.getFloat64(at + 8));
    at += HEADER_BYTES + length;
  }
}
