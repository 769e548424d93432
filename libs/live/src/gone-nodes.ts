import type { StoredNode } from '#cluster';
import type { Clock } from '#kernel';
import type { PeerLiveness } from '#supervision';

export interface GoneNodesOptions {
  ownId: string;
  /** As the store said last. */
  nodes: ReadonlyMap<string, Pick<StoredNode, 'id' | 'silentMs'>>;
  peerState(id: string): PeerLiveness | undefined;
  /** A silent node's row is so old by now that the node may count as gone. */
  review(): void;
  clock: Clock;
}

/** A node that is not heard and has not written for so long is taken for dead. One without a processor for a second is not. */
export const DEAD_AFTER_MS = 1_400;

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
    return state !== 'alive' && node.silentMs > DEAD_AFTER_MS;
  }

  /** A node that is silent counts as gone at a known moment: its shows are taken up then, not with a later review. */
  reviewInTime(): void {
    const { nodes, peerState, review, clock } = this.#options;
    const ages = [...nodes.values()]
      .filter(({ id, silentMs }) => peerState(id) === 'silent' && silentMs <= DEAD_AFTER_MS)
      .map(({ silentMs }) => silentMs);
    this.#cancel();
    this.#cancel =
      ages.length === 0 ? () => undefined : clock.after(DEAD_AFTER_MS - Math.max(...ages) + 1, review);
  }

  close(): void {
    this.#cancel();
  }
}
