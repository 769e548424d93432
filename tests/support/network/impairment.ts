import type { Random } from '../kernel/seeded-random.js';

/** What a bad network does to one direction. What is left out is perfect. */
export interface Impairments {
  delayMs?: number;
  /** Each packet is later by something between nothing and this; packets keep their order. */
  jitterMs?: number;
  /** 0 to 1. */
  lossShare?: number;
  /** This share is held back by `reorderMs`, so that later ones pass. */
  reorderShare?: number;
  reorderMs?: number;
  rateBitsPerSecond?: number;
  /** What a rate limit holds before it drops, as time at that rate. */
  queueMs?: number;
  cut?: boolean;
}

const DEFAULT_QUEUE_MS = 200;
const DEFAULT_REORDER_MS = 30;

/** Decides when a packet leaves, or that it does not. Time and chance are arguments. */
export class Impairment {
  readonly #random: Random;
  #settings: Impairments = {};
  #lineFreeAtMs = 0;
  #lastDepartureMs = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  set(settings: Impairments): void {
    this.#settings = settings;
  }

  departureMs(nowMs: number, bytes: number): number | undefined {
    const { cut, lossShare = 0, delayMs = 0, jitterMs = 0, reorderShare = 0 } = this.#settings;
    if (cut || this.#random() < lossShare) return undefined;
    const sentMs = this.#throughLine(nowMs, bytes);
    if (sentMs === undefined) return undefined;
    const arrivesMs = sentMs + delayMs + this.#random() * jitterMs;
    if (this.#random() < reorderShare) return arrivesMs + (this.#settings.reorderMs ?? DEFAULT_REORDER_MS);
    this.#lastDepartureMs = Math.max(this.#lastDepartureMs, arrivesMs);
    return this.#lastDepartureMs;
  }

  /** A line of a given rate with a queue before it. */
  #throughLine(nowMs: number, bytes: number): number | undefined {
    const { rateBitsPerSecond, queueMs = DEFAULT_QUEUE_MS } = this.#settings;
    if (rateBitsPerSecond === undefined) return nowMs;
    const startMs = Math.max(nowMs, this.#lineFreeAtMs);
    if (startMs - nowMs > queueMs) return undefined;
    this.#lineFreeAtMs = startMs + (bytes * 8_000) / rateBitsPerSecond;
    return this.#lineFreeAtMs;
  }
}
