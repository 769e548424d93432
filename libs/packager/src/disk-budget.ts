/** A store as far as sharing a disk goes. */
export interface BudgetedStore {
  readonly diskBytes: number;
  /** When its oldest file was written; nothing when it has none. */
  readonly oldestMs: number | undefined;
  removeOldest(): Promise<void>;
}

/** The disk that all shows together may take: over the limit the oldest files go, of whichever show they are. */
export class DiskBudget {
  readonly limitBytes: number;
  readonly #stores = new Set<BudgetedStore>();
  #reservedBytes = 0;
  #making: Promise<void> = Promise.resolve();

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  get usedBytes(): number {
    return [...this.#stores].reduce((sum, { diskBytes }) => sum + diskBytes, 0);
  }

  join(store: BudgetedStore): void {
    this.#stores.add(store);
  }

  leave(store: BudgetedStore): void {
    this.#stores.delete(store);
  }

  /** Room for a file, until the returned function says that it is counted or was given up. One after the other. */
  reserve(neededBytes: number): Promise<() => void> {
    const made = this.#making.then(() => this.#makeRoom(neededBytes));
    this.#making = made.catch(() => undefined);
    return made.then(() => {
      this.#reservedBytes += neededBytes;
      return () => {
        this.#reservedBytes -= neededBytes;
      };
    });
  }

  async #makeRoom(neededBytes: number): Promise<void> {
    if (neededBytes > this.limitBytes)
      throw new Error(`${neededBytes} bytes are more than the limit of ${this.limitBytes}`);
    while (this.usedBytes + this.#reservedBytes + neededBytes > this.limitBytes) {
      const oldest = this.#oldest();
      if (!oldest) return;
      await oldest.removeOldest();
    }
  }

  #oldest(): BudgetedStore | undefined {
    let found: BudgetedStore | undefined;
    for (const store of this.#stores)
      if (store.oldestMs !== undefined && store.oldestMs < (found?.oldestMs ?? Number.POSITIVE_INFINITY))
        found = store;
    return found;
  }
}
