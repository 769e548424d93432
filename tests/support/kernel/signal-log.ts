import { systemClock } from '#kernel';

/** Collects what a meter tells and wakes the caller that waits for a certain reading. */
export class SignalLog<T> {
  readonly #entries: T[] = [];
  readonly #waiting = new Set<() => void>();

  get all(): readonly T[] {
    return this.#entries;
  }

  push(entry: T): void {
    this.#entries.push(entry);
    for (const wake of [...this.#waiting]) wake();
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /**
   * The answer of `find` as soon as it has one; nothing and `false` are none. The error at the deadline names `what` and
   * what came last.
   */
  until<R>(
    what: string,
    deadlineMs: number,
    find: (entries: readonly T[]) => R | false | undefined,
  ): Promise<R> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find(this.#entries);
        if (found === undefined || found === false) return;
        done();
        resolve(found);
      };
      const done = () => {
        cancel();
        this.#waiting.delete(look);
      };
      const cancel = systemClock.after(deadlineMs, () => {
        done();
        const last = JSON.stringify(this.#entries.at(-1) ?? 'nothing');
        reject(
          new Error(`waited ${deadlineMs} ms for ${what}; ${this.#entries.length} readings, last: ${last}`),
        );
      });
      this.#waiting.add(look);
      look();
    });
  }
}
