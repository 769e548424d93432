/** The nodes of a cluster, as REST asks for them. */
export const NODES = Symbol('nodes');

/** One start of a node. */
export interface ClusterNode {
  id: string;
  name: string;
  host: string;
  port: number;
  version: string;
  shows: number;
  takesShows: boolean;
  drainAsked: boolean;
  silentMs: number;
}

/** Empty where there is one node only. */
export interface Nodes {
  list(): Promise<ClusterNode[]>;
  askToDrain(id: string): Promise<ClusterNode | undefined>;
}
