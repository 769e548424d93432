import type { RtpPacket } from './rtp-packet.js';
import { RtpUnwrap } from './rtp-unwrap.js';

export interface ReorderOptions {
  /** How long a missing packet is awaited: time for a retransmission to arrive. */
  waitMs: number;
  /** Packets held at most; beyond, what is missing counts as lost. */
  limit: number;
}

/** A packet in its order, or the fact that packets before the next one are missing for good. */
export type Ordered =
  | { kind: 'packet'; packet: RtpPacket; arrivedMs: number }
  | { kind: 'gap'; missing: number };

interface Held {
  packet: RtpPacket;
  arrivedMs: number;
}

/** A jump beyond this is a sender that restarted, not a loss. */
const RESTART_DISTANCE = 2_000;

/** Puts packets into the order of their sequence numbers, with bounded patience. */
export class ReorderBuffer {
  readonly #options: ReorderOptions;
  readonly #held = new Map<number, Held>();
  readonly #sequence = new RtpUnwrap(16);
  #ssrc: number | undefined;
  #expected: number | undefined;
  #restarted = false;
  #lost = 0;
  #late = 0;

  constructor(options: ReorderOptions) {
    this.#options = options;
  }

  /** Packets given up on. */
  get lost(): number {
    return this.#lost;
  }

  /** Packets that came twice or too late. */
  get late(): number {
    return this.#late;
  }

  push(packet: RtpPacket, arrivedMs: number): void {
    if (this.#ssrc !== undefined && packet.ssrc !== this.#ssrc) this.#restart();
    this.#ssrc = packet.ssrc;
    let sequence = this.#sequence.peek(packet.sequence);
    if (this.#expected !== undefined && Math.abs(sequence - this.#expected) > RESTART_DISTANCE) {
      this.#restart();
      sequence = this.#sequence.peek(packet.sequence);
    }
    this.#expected ??= sequence;
    if (sequence < this.#expected || this.#held.has(sequence)) {
      this.#late += 1;
      return;
    }
    this.#sequence.next(packet.sequence);
    this.#held.set(sequence, { packet, arrivedMs });
  }

  /** Everything that may go now. */
  drain(nowMs: number): Ordered[] {
    const out: Ordered[] = [];
    if (this.#restarted) {
      this.#restarted = false;
      out.push({ kind: 'gap', missing: 0 });
    }
    while (this.#expected !== undefined && this.#held.size > 0) {
      const next = this.#held.get(this.#expected);
      if (next) {
        this.#held.delete(this.#expected);
        this.#expected += 1;
        out.push({ kind: 'packet', ...next });
      } else if (this.#mustSkip(nowMs)) out.push(this.#skip(this.#expected));
      else break;
    }
    return out;
  }

  #mustSkip(nowMs: number): boolean {
    if (this.#held.size > this.#options.limit) return true;
    for (const held of this.#held.values()) if (nowMs - held.arrivedMs >= this.#options.waitMs) return true;
    return false;
  }

  #skip(expected: number): Ordered {
    const next = Math.min(...this.#held.keys());
    this.#expected = next;
    this.#lost += next - expected;
    return { kind: 'gap', missing: next - expected };
  }

  #restart(): void {
    this.#held.clear();
    this.#sequence.reset();
    this.#expected = undefined;
    this.#restarted = true;
  }
}
