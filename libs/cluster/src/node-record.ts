import { z } from 'zod';

/** One start of one node, as it announces itself. */
export const nodeRecordSchema = z.strictObject({
  /** Random for each start: a node that restarts is another owner. */
  id: z.string().min(1).max(64),
  /** Given by the operator, one of its kind among those that live. */
  name: z.string().min(1).max(64),
  /** Where the other nodes reach it. */
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  version: z.string().max(40),
  /** Shows that it has open. */
  shows: z.int().nonnegative(),
  /** False while it is drained, or has no role for them. */
  takesShows: z.boolean(),
});
export type NodeRecord = z.output<typeof nodeRecordSchema>;

/** As it is stored. */
export interface StoredNode extends NodeRecord {
  /** How long ago it wrote, by the store's clock. */
  silentMs: number;
  /** An owner of the site asked this start of the node to give its shows away. */
  drainAsked: boolean;
}

export interface NodeStore {
  /** Creates or refreshes the row, dated by the store's clock: nodes' clocks may be minutes apart. */
  announce(node: NodeRecord): Promise<void>;
  list(): Promise<StoredNode[]>;
  remove(id: string): Promise<void>;
}
