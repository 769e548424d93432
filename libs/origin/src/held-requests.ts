import type { Clock } from '#kernel';

export interface HeldRequest {
  /** Whether the wait is over. */
  isDue(): boolean;
  answer(): void;
  expire(): void;
}

/**
 * Requests that wait for the next change of one rendition. All that are due are answered in one go; each has
 * the same patience, so the oldest is always the first to expire.
 */
export class HeldRequests {
  readonly #clock: Clock;
  readonly #patienceMs: number;
  /** In order of arrival, with their deadlines. */
  readonly #held = new Map<HeldRequest, number>();
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, patienceMs: number) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  get size(): number {
    return this.#held.size;
  }

  /** The answer lets go, as when the client has left. */
  hold(request: HeldRequest): () => void {
    this.#held.set(request, this.#clock.monotonicMs() + this.#patienceMs);
    this.#watchDeadline();
    return () => this.#held.delete(request);
  }

  release(): number {
    let released = 0;
    for (const request of this.#held.keys()) {
      if (!request.isDue()) continue;
      this.#held.delete(request);
      released += 1;
      request.answer();
    }
    return released;
  }

  expireAll(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    for (const request of this.#held.keys()) {
      this.#held.delete(request);
      request.expire();
    }
  }

  #watchDeadline(): void {
    if (this.#cancelTimer) return;
    const [first] = this.#held.values();
    if (first === undefined) return;
    const inMs = Math.max(1, first - this.#clock.monotonicMs());
    this.#cancelTimer = this.#clock.after(inMs, () => {
      this.#cancelTimer = undefined;
      const nowMs = this.#clock.monotonicMs();
      for (const [request, deadlineMs] of this.#held) {
        if (deadlineMs > nowMs) break;
        this.#held.delete(request);
        request.expire();
      }
      this.#watchDeadline();
    });
  }
}
