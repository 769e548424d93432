import type { Clock } from '#kernel';

export interface LatencySummary {
  count: number;
  p50Ms: number;
  p95Ms: number;
}

const WINDOW_MS = 60_000;
const LONGEST = 4_000;

/** Latencies of the last minute. When more come than fit, the oldest make room. */
export class LatencyWindow {
  readonly #clock: Clock;
  #samples: { atMs: number; valueMs: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(valueMs: number): void {
    this.#samples.push({ atMs: this.#clock.monotonicMs(), valueMs });
    if (this.#samples.length > 2 * LONGEST) this.#samples = this.#samples.slice(-LONGEST);
  }

  /** Nothing while nobody has told anything. */
  summary(): LatencySummary | undefined {
    const sinceMs = this.#clock.monotonicMs() - WINDOW_MS;
    this.#samples = this.#samples.filter((sample) => sample.atMs >= sinceMs).slice(-LONGEST);
    const sorted = this.#samples.map((sample) => sample.valueMs).sort((a, b) => a - b);
    if (sorted.length === 0) return undefined;
    const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return { count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95) };
  }
}
