import type { WhepRefusal } from './whep-connection.js';

/** What an attempt came to. */
export type Outcome = WhepRefusal | 'lost' | 'no-frame' | 'not-allowed';

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;
/** For a place among the viewers in real time, which others hold for long. */
const FULL_WAIT_MS = 60_000;
/** A connection that held so long was a good one: the next is tried soon. */
const PROVEN_MS = 60_000;
/** A show that is about to begin, or whose server has just restarted, says once that it is not live. */
const NOT_LIVE_AT_MOST = 2;
const NEVER = Number.POSITIVE_INFINITY;

/** When the front row is tried again. Waits double, and are spread so that viewers do not return all at once. */
export class RetryPlan {
  readonly #chance: () => number;
  #waitMs = FIRST_WAIT_MS;
  #dueMs = Number.NEGATIVE_INFINITY;
  #notLive = 0;
  #hasPlayed = false;

  /** `chance` is from 0 to 1. */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  isDue(nowMs: number): boolean {
    return nowMs >= this.#dueMs;
  }

  /** The viewers of a show begin together: they ask within some seconds. */
  begin(nowMs: number): void {
    this.#dueMs = nowMs + this.#chance() * 1_000;
  }

  played(): void {
    this.#hasPlayed = true;
    this.#notLive = 0;
  }

  /** The viewer went to HLS on purpose: nothing is wrong with the connection. */
  left(nowMs: number): void {
    this.#dueMs = nowMs + FIRST_WAIT_MS / 5;
  }

  failed(outcome: Outcome, nowMs: number, playedMs = 0): void {
    if (this.#isFinal(outcome)) {
      this.#dueMs = NEVER;
      return;
    }
    if (playedMs >= PROVEN_MS) this.#waitMs = FIRST_WAIT_MS;
    if (outcome === 'full') this.#waitMs = Math.max(FULL_WAIT_MS, this.#waitMs);
    this.#dueMs = nowMs + this.#waitMs * (0.75 + this.#chance() / 2);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, 2 * this.#waitMs);
  }

  #isFinal(outcome: Outcome): boolean {
    if (outcome === 'refused') return !this.#hasPlayed;
    if (outcome !== 'not-live' || this.#hasPlayed) return false;
    this.#notLive += 1;
    return this.#notLive >= NOT_LIVE_AT_MOST;
  }
}
