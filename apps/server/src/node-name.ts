import type { ProsceniumConfig } from '#kernel';

/** What people call this node; nothing for a node that is alone. */
export const nodeNameOf = ({ cluster }: ProsceniumConfig): string | undefined =>
  cluster.secret === undefined ? undefined : (cluster.name ?? `${cluster.address}:${cluster.port}`);
