import type { ShowLogEntry } from './entry.js';

export interface RingEntry {
  seq: number;
  entry: ShowLogEntry;
  bytes: Buffer;
}

/** The newest entries, for followers that were away for a moment. Over its limit the oldest are dropped. */
export class EntryRing {
  readonly #limitBytes: number;
  #entries: RingEntry[] = [];
  #bytes = 0;
  #droppedSeq = 0;

  /** What lies up to `fromSeq` was never there. */
  constructor(limitBytes: number, fromSeq = 0) {
    this.#limitBytes = limitBytes;
    this.#droppedSeq = fromSeq;
  }

  push(entry: RingEntry): void {
    this.#entries.push(entry);
    this.#bytes += entry.bytes.length;
    let drop = 0;
    for (; this.#bytes > this.#limitBytes && drop < this.#entries.length - 1; drop += 1) {
      const oldest = this.#entries[drop] as RingEntry;
      this.#bytes -= oldest.bytes.length;
      this.#droppedSeq = oldest.seq;
    }
    if (drop > 0) this.#entries.splice(0, drop);
  }

  /** Everything after `seq`; nothing when some of it was dropped. */
  after(seq: number): readonly RingEntry[] | undefined {
    if (seq < this.#droppedSeq) return undefined;
    return this.#entries.filter((each) => each.seq > seq);
  }
}
