import type { Clock, Log } from '#kernel';

export interface StoreAnswersOptions {
  clock: Clock;
  log: Log;
}

/** An answer that took longer is as good as none: other nodes could not write meanwhile either. */
const LATE_MS = 1_000;

/** Whether the database answers, and since when: what a node did not write while nobody could says nothing about it. */
export class StoreAnswers {
  readonly #options: StoreAnswersOptions;
  #isAway = false;
  /** Nothing else is known at the start. */
  #backMs = Number.NEGATIVE_INFINITY;
  #lateMs = Number.NEGATIVE_INFINITY;

  constructor(options: StoreAnswersOptions) {
    this.#options = options;
  }

  /** For how long it has answered in time, without a break. */
  get forMs(): number {
    return Math.min(this.backForMs, this.#options.clock.monotonicMs() - this.#lateMs);
  }

  /** For how long it has been there again, if it ever was away. One that is always late is not. */
  get backForMs(): number {
    return this.#isAway ? 0 : this.#options.clock.monotonicMs() - this.#backMs;
  }

  /** A question that all nodes ask alike. */
  async time<T>(asked: Promise<T>): Promise<T> {
    const { clock } = this.#options;
    const askedMs = clock.monotonicMs();
    const answer = await asked;
    const nowMs = clock.monotonicMs();
    if (nowMs - askedMs > LATE_MS) this.#lateMs = nowMs;
    return answer;
  }

  /** Live shows go on without the database; it is said once that it is away, and once that it is back. */
  note(error: unknown): void {
    const { clock, log } = this.#options;
    const isAway = error !== undefined;
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    this.#backMs = clock.monotonicMs();
    if (isAway) log.error('cluster.review | the database does not answer', { error });
    else log.info('cluster.review | the database answers again');
  }
}
