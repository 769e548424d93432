import type { Clock } from '#kernel';

export interface Pace {
  /** At once, before anybody waits. */
  burst: number;
  perSecond: number;
}

/** Networks that are remembered. Beyond it the one that was quiet longest is forgotten, which only favours it. */
const MOST_NETWORKS = 20_000;
const DELAY_MS = 1_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/**
 * How long an answer to a network waits. Who asks at an honest pace never waits; a flood waits a second for each answer,
 * so that a connection brings one request a second and not thousands. Nobody is refused by it: a school behind one
 * address that arrives all at once is answered, a little later.
 */
export class NetworkPace {
  readonly #clock: Clock;
  readonly #pace: Pace;
  /** In order of last use. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, pace: Pace) {
    this.#clock = clock;
    this.#pace = pace;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Counts one more, or one that costs as much as several. 0 where its answer need not wait. */
  delayMs(network: string, cost = 1): number {
    const { burst, perSecond } = this.#pace;
    const nowMs = this.#clock.monotonicMs();
    const known = this.#buckets.get(network);
    const refilled = known ? known.tokens + ((nowMs - known.atMs) / 1_000) * perSecond : burst;
    const tokens = Math.min(burst, refilled);
    this.#keep(network, { tokens: tokens >= 1 ? Math.max(0, tokens - cost) : tokens, atMs: nowMs });
    return tokens >= 1 ? 0 : DELAY_MS;
  }

  #keep(network: string, bucket: Bucket): void {
    this.#buckets.delete(network);
    this.#buckets.set(network, bucket);
    if (this.#buckets.size <= MOST_NETWORKS) return;
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}
