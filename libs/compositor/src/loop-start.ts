import type { TickClock } from './mix/tick-clock.js';

/** A machine that is full starts late all the same. */
const POSTPONED_AT_MOST_MS = 5_000;

/**
 * The start of a programme's clock. The first ticks draw what was never drawn, on a machine that starts a dozen processes
 * besides; made up for, what they take would be seconds of repeated frames before the encoders, and viewers late by as much.
 * Until one tick has come when it was due, nobody knows when the programme began: it begins later.
 */
export class LoopStart {
  readonly onTime: Promise<void>;
  readonly #clock: TickClock;
  readonly #latestMs: number;
  #postponedMs = 0;
  #isOver = false;
  #over: () => void = () => undefined;

  /** `beganMs`: nothing where the clock is another machine's, which stays. */
  constructor(clock: TickClock, beganMs: number | undefined) {
    this.#clock = clock;
    this.#latestMs = (beganMs ?? Number.NEGATIVE_INFINITY) + POSTPONED_AT_MOST_MS;
    this.onTime = new Promise((resolve) => {
      this.#over = resolve;
    });
    if (beganMs === undefined) this.close();
  }

  /** By how much the clock begins later than it was meant to, in whole milliseconds. */
  get postponedMs(): number {
    return this.#postponedMs;
  }

  /** This tick is run now. */
  ticks(tick: number, nowMs: number): void {
    if (this.#isOver) return;
    const late = this.#clock.nextTick(nowMs) - 1 - tick;
    if (late <= 0) {
      if (tick > 0) this.close();
      return;
    }
    if (nowMs > this.#latestMs) this.close();
    else this.#postpone(Math.ceil(late * this.#clock.tickMs));
  }

  /** The clock stays from now on. */
  close(): void {
    this.#isOver = true;
    this.#over();
  }

  #postpone(byMs: number): void {
    this.#postponedMs += byMs;
    this.#clock.postpone(byMs);
  }
}
