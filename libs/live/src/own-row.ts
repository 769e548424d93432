import type { NodeRecord, NodeStore, Ownership, OwnershipStore } from '#cluster';
import type { Clock } from '#kernel';

export interface OwnRowOptions {
  nodes: Pick<NodeStore, 'announce'>;
  ownerships: Pick<OwnershipStore, 'list'>;
  record(): NodeRecord;
  /** Something has changed hands since the last review. */
  review(): void;
  clock: Clock;
}

/** The more often, the sooner a node that hangs is known from one that has no processor. */
const ANNOUNCE_MS = 200;

/**
 * Between two reviews, which say whether the store answers: writes this node's row, and looks whether a show has another
 * owner, which viewers here wait for.
 */
export class OwnRow {
  readonly #options: OwnRowOptions;
  readonly #cancel: () => void;
  #ownedThen: string | undefined;
  #isWriting = false;

  constructor(options: OwnRowOptions) {
    this.#options = options;
    this.#cancel = options.clock.every(ANNOUNCE_MS, () => this.#write());
  }

  /** A review looks at these owners. */
  reviewed(owned: readonly Ownership[]): void {
    this.#ownedThen = textOf(owned);
  }

  close(): void {
    this.#cancel();
  }

  #write(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    const done = () => {
      this.#isWriting = false;
    };
    this.#writeOnce().then(done, done);
  }

  async #writeOnce(): Promise<void> {
    const { nodes, ownerships, record, review } = this.#options;
    await nodes.announce(record());
    const before = this.#ownedThen;
    if (before === undefined) return;
    const now = textOf(await ownerships.list());
    // Reviewed meanwhile: what was listed may be older than that.
    if (now !== before && this.#ownedThen === before) review();
  }
}

const textOf = (owned: readonly Ownership[]): string =>
  owned
    .map(({ thing, ownerId, epoch }) => `${thing} ${ownerId} ${epoch}`)
    .sort()
    .join();
