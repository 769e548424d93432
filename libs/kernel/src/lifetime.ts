type Closer = () => void | Promise<void>;

/**
 * Owns what must end together. Closes children in reverse order of adoption, once, and
 * carries an AbortSignal for everything that waits.
 */
export class Lifetime {
  readonly #closers: Closer[] = [];
  readonly #abort = new AbortController();
  #closing: Promise<void> | undefined;

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isClosed(): boolean {
    return this.#closing !== undefined;
  }

  /** Adopts a closer; when already closed it runs at once, so that nothing built late is leaked. */
  adopt(closer: Closer): void {
    if (this.#closing !== undefined) void Promise.resolve(closer()).catch(() => undefined);
    else this.#closers.push(closer);
  }

  /** Idempotent. Every closer runs even when one fails; the first failure is thrown at the end. */
  close(reason = 'closed'): Promise<void> {
    this.#closing ??= this.#closeAll(reason);
    return this.#closing;
  }

  async #closeAll(reason: string): Promise<void> {
    this.#abort.abort(new Error(reason));
    const failures: unknown[] = [];
    for (const closer of this.#closers.reverse()) {
      try {
        await closer();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
