import type { NodeRecord, NodeStore, Ownership } from '#cluster';
import type { Clock } from '#kernel';

export interface OwnRowOptions {
  nodes: Pick<NodeStore, 'announce'>;
  /** By anybody; the same list as before where nothing has changed. */
  owned(): Promise<readonly Ownership[]>;
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
  #ownedThen: readonly Ownership[] | undefined;
  #isWriting = false;

  constructor(options: OwnRowOptions) {
    this.#options = options;
    this.#cancel = options.clock.every(ANNOUNCE_MS, () => this.#write());
  }

  /** A review looks at these owners. */
  reviewed(owned: readonly Ownership[]): void {
    this.#ownedThen = owned;
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
    const { nodes, owned, record, review } = this.#options;
    await nodes.announce(record());
    const before = this.#ownedThen;
    if (before === undefined) return;
    const now = await owned();
    if (now === before) return;
    // Reviewed meanwhile: what was listed may be older than that.
    if (this.#ownedThen === before && textOf(now) !== textOf(before)) review();
  }
}

const textOf = (owned: readonly Ownership[]): string =>
  owned
    .map(({ thing, ownerId, epoch }) => `${thing} ${ownerId} ${epoch}`)
    .sort()
    .join();
