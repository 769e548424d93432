import type { ClassifiedLine, Classifier } from '#audience';
import type { Clock, Log } from '#kernel';
import type { DefenceAction } from '#protocol';

export interface BoundedClassifierOptions {
  /** Asks once. May reject, and may never settle. */
  ask(line: ClassifiedLine, signal: AbortSignal): Promise<DefenceAction>;
  timeoutMs: number;
  /** What counts where no answer comes. */
  failure: DefenceAction;
  clock: Clock;
  log: Log;
}

/** At once: what comes then counts as failed, so that a slow service costs no memory. */
const MOST = 64;
const SAY_EVERY_MS = 10_000;

/** An answer for every line within the time-out, whatever the classifier does. */
export class BoundedClassifier implements Classifier {
  readonly #options: BoundedClassifierOptions;
  #asking = 0;
  #failed = 0;
  #saidAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: BoundedClassifierOptions) {
    this.#options = options;
  }

  async classify(line: ClassifiedLine): Promise<DefenceAction> {
    const { failure } = this.#options;
    if (this.#asking >= MOST) return this.#fails(new Error('too many at once'), failure);
    this.#asking += 1;
    try {
      return await this.#inTime(line);
    } catch (error) {
      return this.#fails(error, failure);
    } finally {
      this.#asking -= 1;
    }
  }

  #inTime(line: ClassifiedLine): Promise<DefenceAction> {
    const { ask, timeoutMs, clock } = this.#options;
    const cut = new AbortController();
    return new Promise((resolve, reject) => {
      const cancel = clock.after(timeoutMs, () => {
        cut.abort();
        reject(new Error(`no answer in ${timeoutMs} ms`));
      });
      ask(line, cut.signal).then(resolve, reject).finally(cancel);
    });
  }

  /** Said once in a while: a chat has many lines. */
  #fails(error: unknown, failure: DefenceAction): DefenceAction {
    const { clock, log } = this.#options;
    this.#failed += 1;
    const nowMs = clock.monotonicMs();
    if (nowMs - this.#saidAtMs >= SAY_EVERY_MS) {
      log.warn('control.classify | no judgement', { lines: this.#failed, counted: failure, error });
      this.#saidAtMs = nowMs;
      this.#failed = 0;
    }
    return failure;
  }
}
