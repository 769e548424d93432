import type { ServerResponse } from 'node:http';
import type { Clock } from '#kernel';

/** A segment over the slowest line that can still play it. */
const LONGEST_RESPONSE_MS = 60_000;
const SWEEP_MS = 5_000;

/** Cuts readers so slow that they would hold a response for ever. */
export class OpenResponses {
  readonly #clock: Clock;
  /** In order of arrival. */
  readonly #open = new Map<ServerResponse, number>();
  #cancelSweep: (() => void) | undefined;
  #cut = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get cut(): number {
    return this.#cut;
  }

  /** Looks after an answer that did not leave at once. */
  watch(response: ServerResponse): void {
    if (!response.writableEnded || response.writableLength === 0) return;
    this.#open.set(response, this.#clock.monotonicMs());
    response.once('close', () => this.#open.delete(response));
    this.#cancelSweep ??= this.#clock.after(SWEEP_MS, () => this.#sweep());
  }

  #sweep(): void {
    this.#cancelSweep = undefined;
    const nowMs = this.#clock.monotonicMs();
    for (const [response, beganMs] of this.#open) {
      if (nowMs - beganMs < LONGEST_RESPONSE_MS) break;
      this.#open.delete(response);
      this.#cut += 1;
      response.destroy();
    }
    if (this.#open.size > 0) this.#cancelSweep = this.#clock.after(SWEEP_MS, () => this.#sweep());
  }

  close(): void {
    this.#cancelSweep?.();
    this.#cancelSweep = undefined;
    this.#open.clear();
  }
}
