import type { NodeRecord } from '#cluster';

export interface NodeChoice {
  nodes: Iterable<NodeRecord>;
  /** Nodes that do not come into question: gone, or the owner itself. */
  without(id: string): boolean;
  /** Decides among nodes with as many shows, so that not all shows go to one of them. */
  showId: string;
}

/** The node that is to take a show, or to stand by for it: the one with the fewest. All nodes come to the same. */
export function chooseNode({ nodes, without, showId }: NodeChoice): NodeRecord | undefined {
  return [...nodes]
    .filter(({ id, takesShows }) => takesShows && !without(id))
    .sort((a, b) => a.shows - b.shows || weightOf(a.id, showId) - weightOf(b.id, showId))[0];
}

function weightOf(nodeId: string, showId: string): number {
  let weight = 0;
  for (const char of `${nodeId} ${showId}`) weight = (weight * 31 + char.charCodeAt(0)) % 1_000_003;
  return weight;
}
