import type { StoredNode } from '#cluster';
import type { Clock } from '#kernel';
import type { PeerLiveness } from '#supervision';
import type { StoreAnswers } from './store-answers.js';

export interface GoneNodesOptions {
  ownId: string;
  /** As the store said last. */
  nodes: ReadonlyMap<string, Pick<StoredNode, 'id' | 'silentMs'>>;
  /** Nothing while it was not tried yet. */
  peerState(id: string): PeerLiveness | undefined;
  answers: Pick<StoreAnswers, 'forMs'>;
  /** A silent node's row is so old by now that the node may count as gone. */
  review(): void;
  clock: Clock;
}

/** A node that is not heard and has not written for so long is taken for dead. One without a processor for a second is not. */
export const DEAD_AFTER_MS = 1_400;
const FORGET_NODE_MS = 60_000;

/** Which of the other nodes count as gone, so that anybody may take what they own. */
export class GoneNodes {
  readonly #options: GoneNodesOptions;
  #cancel: () => void = () => undefined;

  constructor(options: GoneNodesOptions) {
    this.#options = options;
  }

  has(id: string): boolean {
    const { ownId, nodes, peerState } = this.#options;
    if (id === ownId) return false;
    const state = peerState(id);
    const node = nodes.get(id);
    if (state === 'gone' || node === undefined) return true;
    return state === 'silent' && this.#silentMs(node) > DEAD_AFTER_MS;
  }

  /** Whether it can take a show. One that was not tried yet may have ended long ago. */
  mayBeGiven(id: string): boolean {
    const { ownId, nodes, peerState } = this.#options;
    if (this.has(id)) return false;
    return id === ownId || peerState(id) !== undefined || (nodes.get(id)?.silentMs ?? 0) <= DEAD_AFTER_MS;
  }

  /** Whether its row can go. One that is heard, or was not tried yet, may only be out of the database's reach. */
  isForgotten({ id, silentMs }: Pick<StoredNode, 'id' | 'silentMs'>): boolean {
    const { ownId, peerState } = this.#options;
    const state = peerState(id);
    return id !== ownId && silentMs > FORGET_NODE_MS && (state === 'gone' || state === 'silent');
  }

  /** A node that is silent counts as gone at a known moment: its shows are taken up then, not with a later review. */
  reviewInTime(): void {
    const { nodes, peerState, review, clock } = this.#options;
    const ages = [...nodes.values()]
      .filter(({ id }) => peerState(id) === 'silent')
      .map((node) => this.#silentMs(node))
      .filter((silentMs) => silentMs <= DEAD_AFTER_MS);
    this.#cancel();
    this.#cancel =
      ages.length === 0 ? () => undefined : clock.after(DEAD_AFTER_MS - Math.max(...ages) + 1, review);
  }

  close(): void {
    this.#cancel();
  }

  /** While the database was away, no node could write. */
  #silentMs({ silentMs }: Pick<StoredNode, 'silentMs'>): number {
    return Math.min(silentMs, this.#options.answers.forMs);
  }
}
