import type { Clock } from '#kernel';
import { PacketBatch } from './packet-batch.js';

/** Packets wait this long for company on their way to the thread: waking it costs more than its work with them. */
const GATHER_MS = 8;

export type SendBatch = (slab: ArrayBuffer, usedBytes: number) => void;

/** Gathers packets for a few milliseconds and sends them together. */
export class PacketBatcher {
  readonly #clock: Clock;
  readonly #send: SendBatch;
  readonly #batch = new PacketBatch();
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, send: SendBatch) {
    this.#clock = clock;
    this.#send = send;
  }

  post(index: number, packet: Uint8Array, arrivedMs: number): void {
    if (!this.#batch.add(index, packet, arrivedMs)) {
      this.flush();
      // What does not fit into an empty batch is no packet that a network carried.
      this.#batch.add(index, packet, arrivedMs);
    }
    this.#cancel ??= this.#clock.after(GATHER_MS, () => this.flush());
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#batch.isEmpty) return;
    const { slab, usedBytes } = this.#batch.take();
    this.#send(slab, usedBytes);
  }
}
