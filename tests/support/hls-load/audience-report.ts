import { percentile } from '../meters/statistics.js';

export interface Spread {
  least: number;
  p50: number;
  p95: number;
  p99: number;
  most: number;
}

const spread = (values: readonly number[]): Spread => ({
  least: percentile(values, 0),
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  p99: percentile(values, 0.99),
  most: percentile(values, 1),
});

export interface AudienceReport {
  seconds: number;
  requests: number;
  requestsPerSecond: number;
  megabitsPerSecond: number;
  /** By status, and `failed` for connections that broke or timed out. */
  outcomes: Record<string, number>;
  /** After a part was announced to the first viewer: how much later to each of the others. */
  releaseLatenessMs: Spread;
  /** Age of the newest frame when its part had arrived, by the show's own clock. */
  edgeLagMs: Spread;
  partFetchMs: Spread;
  parts: number;
  /** Announced, and not there when asked for. */
  missingParts: string[];
}

/** Announcements older than this many are no longer waited for by anybody. */
const KEPT_ANNOUNCEMENTS = 512;
const MOST_NAMED = 20;

/** Gathers what all viewers of a run saw. */
export class AudienceLedger {
  readonly #announcedMs = new Map<string, number>();
  readonly #lateness: number[] = [];
  readonly #edgeLag: number[] = [];
  readonly #partFetch: number[] = [];
  readonly #missing = new Set<string>();
  #outcomes: Record<string, number> = {};
  #bytes = 0;

  outcome(status: number | 'failed', bytes = 0): void {
    this.#outcomes[status] = (this.#outcomes[status] ?? 0) + 1;
    this.#bytes += bytes;
  }

  announced(key: string, nowMs: number): void {
    const first = this.#announcedMs.get(key);
    this.#lateness.push(first === undefined ? 0 : nowMs - first);
    if (first !== undefined) return;
    this.#announcedMs.set(key, nowMs);
    const [oldest] = this.#announcedMs.keys();
    if (this.#announcedMs.size > KEPT_ANNOUNCEMENTS && oldest !== undefined) this.#announcedMs.delete(oldest);
  }

  partArrived(fetchMs: number, lagMs: number): void {
    this.partFetched(fetchMs);
    this.#edgeLag.push(lagMs);
  }

  partFetched(fetchMs: number): void {
    this.#partFetch.push(fetchMs);
  }

  partMissing(path: string): void {
    if (this.#missing.size < MOST_NAMED) this.#missing.add(path);
  }

  /** Forgets what came while viewers were still joining. */
  reset(): void {
    for (const list of [this.#lateness, this.#edgeLag, this.#partFetch]) list.length = 0;
    this.#outcomes = {};
    this.#bytes = 0;
  }

  report(seconds: number): AudienceReport {
    const requests = Object.values(this.#outcomes).reduce((sum, each) => sum + each, 0);
    return {
      seconds,
      requests,
      requestsPerSecond: requests / seconds,
      megabitsPerSecond: (this.#bytes * 8) / 1e6 / seconds,
      outcomes: this.#outcomes,
      releaseLatenessMs: spread(this.#lateness),
      edgeLagMs: spread(this.#edgeLag),
      partFetchMs: spread(this.#partFetch),
      parts: this.#partFetch.length,
      missingParts: [...this.#missing],
    };
  }
}
